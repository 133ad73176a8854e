using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class NetworkTrainerTests
{
    [Fact]
    public void Train_LinearRegression_FindsTheCoefficients()
    {
        TrainingResult result = Train(new Regression(), new TrainingOptions { Epochs = 200, LearningRate = 0.05, Patience = 30 });
        Assert.Equal(2f, result.Parameters[0], 0.05f);
        Assert.Equal(-1f, result.Parameters[1], 0.05f);
    }

    [Fact]
    public void Train_AnyNumberOfThreads_GivesTheSameBits()
    {
        float[] one = Train(new Regression(), new TrainingOptions { Epochs = 5, Threads = 1 }).Parameters;
        Assert.Equal(one, Train(new Regression(), new TrainingOptions { Epochs = 5, Threads = 2 }).Parameters);
        Assert.Equal(one, Train(new Regression(), new TrainingOptions { Epochs = 5, Threads = 8 }).Parameters);
    }

    [Fact]
    public void Train_HeldOutLossRises_StopsAndReturnsTheBest()
    {
        // Held out: the opposite of what is trained on, so that every step makes it worse.
        TrainingResult result = Train(new Regression { HeldOutSign = -1 }, new TrainingOptions { Epochs = 50, Patience = 4 });
        Assert.Equal(4, result.Epochs);
        Assert.Equal(0, result.BestEpoch);
        Assert.Equal([0f, 0f], result.Parameters);
    }

    [Fact]
    public void Train_NoPatience_RunsToTheEndAndReturnsTheLast()
    {
        TrainingResult result = Train(new Regression { HeldOutSign = -1 }, new TrainingOptions { Epochs = 3, Patience = 0 });
        Assert.Equal(3, result.BestEpoch);
        Assert.NotEqual(0f, result.Parameters[0]);
    }

    [Fact]
    public void Train_LossNeverFinite_ThrowsAndSaysHowOften()
    {
        TrainingFailedException failure = Assert.Throws<TrainingFailedException>(
            () => Train(new Regression { FiniteAfterAttempts = int.MaxValue }, new TrainingOptions { LearningRate = 0.9, Restarts = 2 }));
        Assert.Equal(3, failure.Attempts);
        Assert.Equal(0.1, failure.LearningRate, 1e-12);
    }

    [Fact]
    public void Train_LossFiniteAtALowerRate_Recovers()
    {
        var objective = new Regression { FiniteAfterAttempts = 1 };
        Assert.All(Train(objective, new TrainingOptions { Epochs = 2, Threads = 1 }).Parameters, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Train_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var trainer = new NetworkTrainer(new Regression(), new TrainingOptions(), new SeededRandom(1), source.Token);
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train([0, 0]));
    }

    private static TrainingResult Train(ITrainingObjective objective, TrainingOptions options) =>
        new NetworkTrainer(objective, options, new SeededRandom(3), CancellationToken.None).Train([0, 0]);

    /// <summary>y = 2 x₁ - x₂, by squared error; draws noise, so that streams matter.</summary>
    private sealed class Regression : ITrainingObjective, IObjectiveWorker
    {
        private readonly float[] _inputs = GradientCheck.Draw(800, 1);
        private int _failures;

        public int HeldOutSign { get; init; } = 1;

        public int FiniteAfterAttempts { get; init; }

        public int Samples => 300;

        public int HeldOutSamples => 100;

        public IObjectiveWorker CreateWorker() => this;

        public double Accumulate(ReadOnlySpan<float> parameters, ReadOnlySpan<int> samples, Span<float> gradient, SeededRandom random)
        {
            double loss = 0;
            foreach (int sample in samples)
            {
                double error = Error(parameters, sample, 1) + (0.01 * random.NextNormal());
                gradient[0] += (float)(2 * error * _inputs[2 * sample]);
                gradient[1] += (float)(2 * error * _inputs[(2 * sample) + 1]);
                loss += error * error;
            }

            return _failures < FiniteAfterAttempts && Interlocked.Increment(ref _failures) > 0 ? double.NaN : loss;
        }

        public double HeldOutLoss(ReadOnlySpan<float> parameters, int start, int count)
        {
            double loss = 0;
            for (int i = start; i < start + count; i++)
            {
                loss += Math.Pow(Error(parameters, Samples + i, HeldOutSign), 2);
            }

            return loss;
        }

        private double Error(ReadOnlySpan<float> parameters, int sample, int sign)
        {
            (double x1, double x2) = (_inputs[2 * sample], _inputs[(2 * sample) + 1]);
            return (parameters[0] * x1) + (parameters[1] * x2) - (sign * ((2 * x1) - x2));
        }
    }
}
