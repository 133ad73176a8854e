using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class ModelGradientTests
{
    [Fact]
    public void Accumulate_WholeEncoderDecoderWithDropout_AgreesWithDifferences()
    {
        ScaledSeries series = Scaled(CountTransform.Logarithm);
        var network = new EncoderDecoder(window: 9, horizon: 3, units: 5, isLevelRelative: true);
        SeriesOrigin[] windows = [.. Enumerable.Range(20, 11).Select(origin => new SeriesOrigin(series, origin))];
        IObjectiveWorker worker = new PretrainingObjective(network, windows, windows, 0.25).CreateWorker();

        float[] parameters = network.Initialize(new SeededRandom(1));
        AssertAgrees(worker, parameters, tolerance: 1e-2);
    }

    [Theory]
    [InlineData(PredictionHead.SquaredError, true)]
    [InlineData(PredictionHead.ZeroInflatedMixture, true)]
    [InlineData(PredictionHead.ZeroInflatedMixture, false)]
    public void Accumulate_PredictionNetworkWithDropout_AgreesWithDifferences(PredictionHead kind, bool hasSkip)
    {
        IPredictionHead head = kind == PredictionHead.SquaredError ? new SquaredErrorHead(0) : new MixtureHead();
        var network = new PredictionNetwork(latents: 5, features: 4, head.Outputs, (7, 6), hasSkip);
        ScaledSeries series = Scaled(CountTransform.Logarithm);
        HeadTarget[] targets = [.. Enumerable.Range(30, 13).Select(origin => HeadTarget.Of(new SeriesOrigin(series, origin), new SeriesAnchor(true, 9)))];
        var set = new PredictionSet(13, GradientCheck.Draw(13 * 4, 1), targets, [.. Enumerable.Range(0, 13)], [GradientCheck.Draw(13 * 5, 2), GradientCheck.Draw(13 * 5, 3)]);
        IObjectiveWorker worker = new PredictionObjective(network, head, set, set, 0.2).CreateWorker();

        // Biases of zero would put fully masked units right on the rectifier's kink, where there is no derivative.
        float[] noise = GradientCheck.Draw(network.Layout.Length, 7, 0.3);
        float[] parameters = [.. network.Initialize(new SeededRandom(4), head).Zip(noise, (value, shift) => value + shift)];
        AssertAgrees(worker, parameters, tolerance: 5e-3, step: 1e-3f);
    }

    [Fact]
    public void Accumulate_PlainLstm_AgreesWithDifferences()
    {
        var network = new LstmNetwork(window: 8, units: 6);
        IObjectiveWorker worker = new LstmObjective(network, Scaled(CountTransform.None), FirstHeldOut: 60).CreateWorker();
        AssertAgrees(worker, network.Initialize(new SeededRandom(1)), tolerance: 5e-3);
    }

    private static void AssertAgrees(IObjectiveWorker worker, float[] parameters, double tolerance, float step = 1e-2f)
    {
        int[] samples = [0, 3, 4, 7, 10];

        // The same stream gives the same masks, so the loss is a function of the parameters.
        var gradient = new float[parameters.Length];
        worker.Accumulate(parameters, samples, gradient, new SeededRandom(8));
        GradientCheck.AssertAgrees(
            parameters, gradient, () => worker.Accumulate(parameters, samples, new float[parameters.Length], new SeededRandom(8)), tolerance, step);
    }

    private static ScaledSeries Scaled(CountTransform transform)
    {
        CountSeries series = SyntheticSeries.Wave(80, level: 6);
        return new ScaledSeries(series, SeriesScale.Of(series.Counts, transform)!);
    }
}
