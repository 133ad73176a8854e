using System.Globalization;
using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Minimises an objective by Adam over mini-batches, with early stopping on held-out samples.</summary>
/// <remarks>
/// Each batch is cut into the same number of shards on every machine, each with a gradient and a stream of chance of its
/// own; the gradients are added in the order of the shards. So the result does not depend on the number of threads.
/// </remarks>
internal sealed class NetworkTrainer
{
    private const int Shards = 4;

    private readonly ITrainingObjective _objective;
    private readonly TrainingOptions _options;
    private readonly SeededRandom _random;
    private readonly IObjectiveWorker[] _workers;
    private readonly ParallelOptions _parallel;

    /// <summary>Initializes a new instance of the <see cref="NetworkTrainer"/> class.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="options">How.</param>
    /// <param name="random">Where order and dropout come from.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public NetworkTrainer(ITrainingObjective objective, TrainingOptions options, SeededRandom random, CancellationToken cancellationToken)
    {
        _objective = objective;
        _options = options;
        _random = random;
        _workers = [.. Enumerable.Range(0, Shards).Select(_ => objective.CreateWorker())];
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            CancellationToken = cancellationToken,
        };
    }

    /// <summary>Trains from initial parameters.</summary>
    /// <param name="initial">The parameters to begin with; not changed.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TrainingFailedException">The loss was not finite at any rate.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrainingResult Train(ReadOnlySpan<float> initial)
    {
        double rate = _options.LearningRate;
        for (int attempt = 1; ; attempt++)
        {
            if (Attempt([.. initial], rate, attempt) is { } result)
            {
                return result;
            }

            if (attempt > _options.Restarts)
            {
                throw new TrainingFailedException(rate, attempt);
            }

            rate /= 3;
        }
    }

    /// <summary>Returns the mean held-out loss.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <returns>The loss.</returns>
    public double HeldOutLoss(float[] parameters)
    {
        int count = _objective.HeldOutSamples;
        var losses = new double[Shards];
        Parallel.For(0, Shards, _parallel, shard =>
        {
            int start = count * shard / Shards;
            losses[shard] = _workers[shard].HeldOutLoss(parameters, start, (count * (shard + 1) / Shards) - start);
        });
        return losses.Sum() / count;
    }

    // Null where the loss became not finite.
    private TrainingResult? Attempt(float[] parameters, double rate, int attempt)
    {
        var adam = new AdamOptimizer(parameters.Length, _options.WeightDecay);
        float[] best = [.. parameters];
        double bestLoss = HeldOutLoss(parameters);
        int bestEpoch = 0;
        int epoch = 0;
        while (epoch < _options.Epochs && (_options.Patience == 0 || epoch - bestEpoch < _options.Patience))
        {
            epoch++;
            SeededRandom random = _random.Stream(string.Create(CultureInfo.InvariantCulture, $"attempt {attempt} epoch {epoch}"));
            if (!Epoch(adam, parameters, epoch, rate, random))
            {
                return null;
            }

            double loss = HeldOutLoss(parameters);
            if (!double.IsFinite(loss))
            {
                return null;
            }

            if (loss < bestLoss || _options.Patience == 0)
            {
                (bestLoss, bestEpoch) = (loss, epoch);
                parameters.CopyTo(best, 0);
            }
        }

        return double.IsFinite(bestLoss) ? new TrainingResult(best, epoch, bestEpoch, bestLoss) : null;
    }

    private bool Epoch(AdamOptimizer adam, float[] parameters, int epoch, double rate, SeededRandom random)
    {
        int[] order = [.. Enumerable.Range(0, _objective.Samples)];
        random.Shuffle<int>(order);
        int samples = _options.SamplesPerEpoch == 0 ? order.Length : Math.Min(order.Length, _options.SamplesPerEpoch);
        float[][] gradients = [.. Enumerable.Range(0, Shards).Select(_ => new float[parameters.Length])];
        int steps = (samples + _options.BatchSize - 1) / _options.BatchSize;
        for (int step = 0; step < steps; step++)
        {
            int start = step * _options.BatchSize;
            ReadOnlyMemory<int> batch = order.AsMemory(start, Math.Min(_options.BatchSize, samples - start));
            double loss = Gradient(parameters, batch, gradients, random.Stream(string.Create(CultureInfo.InvariantCulture, $"step {step}")));
            double norm = GradientClipping.ScaleAndClip(gradients[0], 1.0 / batch.Length, _options.GreatestGradientNorm);
            if (!double.IsFinite(loss) || !double.IsFinite(norm))
            {
                return false;
            }

            double progress = (epoch - 1 + ((double)step / steps)) / _options.Epochs;
            adam.Step(parameters, gradients[0], rate * (0.05 + (0.475 * (1 + Math.Cos(Math.PI * progress)))));
        }

        return true;
    }

    // Leaves the sum of the gradients in the first one.
    private double Gradient(float[] parameters, ReadOnlyMemory<int> batch, float[][] gradients, SeededRandom random)
    {
        var losses = new double[Shards];
        Parallel.For(0, Shards, _parallel, shard =>
        {
            Array.Clear(gradients[shard]);
            int start = batch.Length * shard / Shards;
            ReadOnlySpan<int> samples = batch.Span[start..(batch.Length * (shard + 1) / Shards)];
            if (samples.Length > 0)
            {
                SeededRandom stream = random.Stream(string.Create(CultureInfo.InvariantCulture, $"shard {shard}"));
                losses[shard] = _workers[shard].Accumulate(parameters, samples, gradients[shard], stream);
            }
        });

        for (int shard = 1; shard < Shards; shard++)
        {
            for (int i = 0; i < gradients[0].Length; i++)
            {
                gradients[0][i] += gradients[shard][i];
            }
        }

        return losses.Sum();
    }
}
