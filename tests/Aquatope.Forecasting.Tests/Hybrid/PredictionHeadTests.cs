namespace Aquatope.Forecasting.Tests;

public sealed class PredictionHeadTests
{
    [Theory]
    [InlineData(CountTransform.None, false)]
    [InlineData(CountTransform.Logarithm, false)]
    [InlineData(CountTransform.Logarithm, true)]
    public void Distribution_SquaredError_DecodesWhatTheTargetEncoded(CountTransform transform, bool isLevel)
    {
        var anchor = new SeriesAnchor(isLevel, Window: 16);

        // The published ports decode wrongly: what the network is trained to say must come back as the count.
        CountSeries series = SyntheticSeries.Wave(100, level: 30);
        var scaled = new ScaledSeries(series, SeriesScale.Of(series.Counts, transform)!);
        for (int origin = 20; origin < 90; origin++)
        {
            HeadTarget target = HeadTarget.Of(new SeriesOrigin(scaled, origin), anchor);
            CountGrid grid = new SquaredErrorHead(1e-3).Distribution(new ConstMatrixView([target.Value, target.Value], 1, 2), scaled.Scale, anchor.At(scaled, origin));
            Assert.Equal(series.Counts[origin], new CountGridDistribution(grid.Counts, grid.Cdf).Quantile(0.5));
        }
    }

    [Fact]
    public void Distribution_SquaredError_AddsVarianceOverPassesAndInherentNoise()
    {
        var scale = new SeriesScale(CountTransform.None, 1, 0, 1, Greatest: 1000);
        CountGrid grid = new SquaredErrorHead(40).Distribution(new ConstMatrixView([970, 1030], 1, 2), scale, anchor: 0);
        var distribution = new CountGridDistribution(grid.Counts, grid.Cdf);
        Assert.Equal(1000, distribution.Mean, 0.5);
        Assert.InRange(Math.Sqrt(distribution.Variance), 49.5, 50.8);
    }

    [Theory]
    [InlineData(CountTransform.None)]
    [InlineData(CountTransform.Logarithm)]
    public void Distribution_Mixture_IsTheOneWhoseLikelihoodIsTrained(CountTransform transform)
    {
        var scale = new SeriesScale(transform, 1, transform == CountTransform.None ? 8 : 2, transform == CountTransform.None ? 6 : 1, Greatest: 1000);
        var head = new MixtureHead();
        float[] outputs = [-1.2f, 0.3f, 0.8f, -0.2f, -1f, 0.1f, 1.1f, -0.5f, -1.5f, -0.9f];
        CountGrid grid = head.Distribution(new ConstMatrixView(outputs, head.Outputs, 1), scale, anchor: 0);
        var distribution = new CountGridDistribution(grid.Counts, grid.Cdf);
        for (int count = 0; count < 25; count++)
        {
            var target = new HeadTarget(0, count == 0 ? float.NegativeInfinity : (float)scale.ScaledUnits(count - 0.5), (float)scale.ScaledUnits(count + 0.5));
            double probability = Math.Exp(-head.Loss(new MatrixView([.. outputs], head.Outputs, 1), [target], withGradient: false));
            Assert.Equal(probability, distribution.Cdf(count) - distribution.Cdf(count - 1), 2e-4);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Loss_Mixture_HasTheGradientOfItsDifferences(bool isZero)
    {
        var head = new MixtureHead();
        HeadTarget[] targets = [new(0, isZero ? float.NegativeInfinity : 0.3f, 0.7f), new(0, -1.2f, -1.199f), new(0, isZero ? float.NegativeInfinity : 2f, 9f)];
        float[] outputs = GradientCheck.Draw(head.Outputs * 3, 6);
        float[] gradient = [.. outputs];
        head.Loss(new MatrixView(gradient, head.Outputs, 3), targets, withGradient: true);
        GradientCheck.AssertAgrees(outputs, gradient, () => head.Loss(new MatrixView([.. outputs], head.Outputs, 3), targets, withGradient: false), 1e-3);
    }

    [Fact]
    public void Loss_MixtureFarFromTheOutcome_StaysFinite()
    {
        var head = new MixtureHead();
        foreach (float location in new[] { -1e4f, -50f, 50f, 1e4f })
        {
            float[] outputs = [0, 0, 0, 0, location, location, location, -30, 0, 30];
            double loss = head.Loss(new MatrixView(outputs, head.Outputs, 1), [new HeadTarget(0, 0.5f, 0.5001f)], withGradient: true);
            Assert.True(double.IsFinite(loss));
            Assert.All(outputs, value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void Distribution_Mixture_AveragesPasses()
    {
        var scale = new SeriesScale(CountTransform.None, 1, 0, 1, Greatest: 1000);
        var head = new MixtureHead();
        float[][] passes = [[-20, 9, -9, -9, 20, 0, 0, -1, -1, -1], [-20, 9, -9, -9, 60, 0, 0, -1, -1, -1]];
        float[] outputs = [.. Enumerable.Range(0, head.Outputs).SelectMany(i => passes.Select(pass => pass[i]))];
        CountGrid grid = head.Distribution(new ConstMatrixView(outputs, head.Outputs, 2), scale, anchor: 0);
        Assert.Equal(0.5, new CountGridDistribution(grid.Counts, grid.Cdf).Cdf(40), 1e-3);
    }

    [Fact]
    public void Distribution_HeavyTailOnTheLogarithm_EndsWhereNoCountWillBe()
    {
        var scale = new SeriesScale(CountTransform.Logarithm, 1, 2, 1.5, Greatest: 100);
        var head = new MixtureHead();
        float[] outputs = [-9, 0, 0, 0, 0, 0, 0, 9, 9, 9];
        CountGrid grid = head.Distribution(new ConstMatrixView(outputs, head.Outputs, 1), scale, anchor: 0);
        Assert.InRange(grid.Counts[^1], 1000, 1700);
    }
}
