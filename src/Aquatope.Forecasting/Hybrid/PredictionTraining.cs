using System.Globalization;
using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Trains the prediction network on the frozen encoder, and learns noise and calibration from what was held out.</summary>
internal sealed class PredictionTraining(HybridBayesianNetwork network, float[] encoder, SeededRandom random, CancellationToken cancellationToken)
{
    // Latent sequences are computed once under a few masks, of which training draws: an approximation of fresh masks
    // that makes an epoch cost the small network only. Forecasts draw all their masks afresh.
    private const int TrainingMasks = 6;
    private const int FrequencyOrigins = 4_000;
    private const double CalibrationPrior = 100;

    private readonly ParallelOptions _parallel = new()
    {
        MaxDegreeOfParallelism = network.Options.Prediction.Threads == 0 ? Environment.ProcessorCount : network.Options.Prediction.Threads,
        CancellationToken = cancellationToken,
    };

    /// <summary>Trains.</summary>
    /// <param name="samples">The samples.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TrainingFailedException">The loss was not finite at any learning rate.</exception>
    public PredictionFit Fit(TrainingSamples samples)
    {
        HybridBayesianOptions options = network.Options;
        PredictionSet training = SetOf(samples.Training, TrainingMasks);
        PredictionSet heldOut = SetOf(samples.HeldOut, masks: 1);
        PredictionSet? all = options.RefitsHeldOut ? SetOf([.. samples.Training, .. samples.Tail], TrainingMasks) : null;
        var objective = new PredictionObjective(network.Prediction, network.Head, training, heldOut, options.PredictionDropout);
        (TrainingResult Result, float[] Final)[] members = [.. Enumerable.Range(0, options.Members).Select(member => Member(member, objective, all))];

        double loss = members.Average(member => member.Result.HeldOutLoss);
        double deviation = options.Head == PredictionHead.SquaredError ? Math.Sqrt(Math.Max(1e-12, loss)) : 0;
        var whole = new HybridBayesianNetwork(options, network.BinWidth, network.KnowsWeeks, deviation);
        MonteCarloPasses passes = whole.Passes(encoder, [.. members.Select(member => member.Result.Parameters)], random.Stream("calibration"));
        CountFrequencies frequencies = options.LearnsCountFrequencies ? LearnFrequencies(passes, samples) : CountFrequencies.Even;
        (ProbabilityCalibration near, ProbabilityCalibration far) = Calibrate(passes, samples.HeldOut, frequencies);
        return new PredictionFit([.. members.Select(member => member.Final)], deviation, frequencies, near, far);
    }

    // From training and held-out origins alike: what is learned are a few frequencies, not the level.
    private CountFrequencies LearnFrequencies(MonteCarloPasses passes, TrainingSamples samples)
    {
        SeriesOrigin[] near = [.. samples.Training.Concat(samples.HeldOut).Where(sample => sample.Horizon == 1)];
        int stride = 1 + (near.Length / FrequencyOrigins);
        SeriesOrigin[] some = [.. near.Where((_, i) => i % stride == 0)];
        CountGrid[][] grids = passes.Forecast(some, 1, _parallel);
        return CountFrequencies.Learn(
            [.. grids.Select(bins => bins[0])],
            [.. some.Select(sample => sample.Series.Scale.WholeUnits(sample.Series.Series.Counts[sample.Origin]))]);
    }

    private (TrainingResult Result, float[] Final) Member(int index, PredictionObjective objective, PredictionSet? all)
    {
        SeededRandom stream = random.Stream(string.Create(CultureInfo.InvariantCulture, $"member {index}"));
        float[] initial = network.Prediction.Initialize(stream.Stream("initial"), network.Head);
        TrainingOptions options = network.Options.Prediction;
        TrainingResult result = new NetworkTrainer(objective, options, stream.Stream("fit"), cancellationToken).Train(initial);
        if (all is null)
        {
            return (result, result.Parameters);
        }

        // Once more from the same beginning, on everything, for as long as proved best.
        options = options with { Epochs = Math.Max(1, result.BestEpoch), Patience = 0 };
        TrainingResult final = new NetworkTrainer(objective with { Training = all }, options, stream.Stream("refit"), cancellationToken).Train(initial);
        return (result, final.Parameters);
    }

    private (ProbabilityCalibration Near, ProbabilityCalibration Far) Calibrate(MonteCarloPasses passes, List<SeriesOrigin> heldOut, CountFrequencies frequencies)
    {
        if (network.Options.Calibration == CalibrationMode.None)
        {
            return (ProbabilityCalibration.Identity, ProbabilityCalibration.Identity);
        }

        CountGrid[][] grids = passes.Forecast(heldOut, 1, _parallel);
        (SeriesOrigin Sample, (double, double) Interval)[] outcomes =
            [.. heldOut.Select((sample, i) => (sample, frequencies.Apply(grids[i][0]).Interval(sample)))];
        return (
            ProbabilityCalibration.Learn([.. outcomes.Where(item => item.Sample.Horizon == 1).Select(item => item.Interval)], ProbabilityCalibration.Identity, CalibrationPrior),
            ProbabilityCalibration.Learn([.. outcomes.Where(item => item.Sample.Horizon > 1).Select(item => item.Interval)], ProbabilityCalibration.Identity, CalibrationPrior));
    }

    // Samples of one origin stand side by side and share its latent sequences.
    private PredictionSet SetOf(List<SeriesOrigin> samples, int masks)
    {
        int width = network.Features.Count;
        var features = new float[samples.Count * width];
        var targets = new HeadTarget[samples.Count];
        var rows = new int[samples.Count];
        var origins = new List<SeriesOrigin>();
        for (int i = 0; i < samples.Count; i++)
        {
            SeriesOrigin sample = samples[i];
            network.Features.Write(sample.Series, sample.Origin, sample.Horizon, features.AsSpan(i * width, width));
            targets[i] = HeadTarget.Of(sample, network.Encoder.Anchor);
            if (i == 0 || sample.Origin != samples[i - 1].Origin || sample.Series != samples[i - 1].Series)
            {
                origins.Add(sample);
            }

            rows[i] = origins.Count - 1;
        }

        float[][] latents = network.Options.HasEncoder ? Latents(origins, masks) : [[]];
        return new PredictionSet(samples.Count, features, targets, rows, latents);
    }

    private float[][] Latents(List<SeriesOrigin> origins, int masks)
    {
        double rate = masks == 1 ? 0 : network.Options.EncoderDropout;
        var passes = new EncoderPasses(network.Encoder, encoder, masks, rate, random.Stream("training masks"));
        int width = network.Prediction.Latents;
        float[][] latents = [.. Enumerable.Range(0, masks).Select(_ => new float[origins.Count * width])];
        int chunks = (origins.Count + EncoderPasses.Batch - 1) / EncoderPasses.Batch;
        Parallel.For(0, chunks, _parallel, passes.CreateScratch, (chunk, _, scratch) =>
        {
            int start = chunk * EncoderPasses.Batch;
            int count = Math.Min(EncoderPasses.Batch, origins.Count - start);
            passes.Encode(origins.GetRange(start, count).ToArray(), scratch);
            for (int b = 0; b < count; b++)
            {
                passes.Latent(b, scratch, scratch.Latent.View);
                for (int i = 0; i < width; i++)
                {
                    ReadOnlySpan<float> row = scratch.Latent.Row(i);
                    for (int mask = 0; mask < masks; mask++)
                    {
                        latents[mask][((start + b) * width) + i] = row[mask];
                    }
                }
            }

            return scratch;
        }, _ => { });
        return latents;
    }
}
