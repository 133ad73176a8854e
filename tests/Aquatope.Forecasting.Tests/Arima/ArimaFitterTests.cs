namespace Aquatope.Forecasting.Tests.Arima;

public sealed class ArimaFitterTests
{
    // Luteinizing hormone in blood, 48 samples (Diggle 1990, table A.1), and what R's arima() reports of it.
    private static readonly double[] Hormone =
    [
        2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0,
        2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
    ];

    // Level of Lake Huron in feet, 1875-1972 (Brockwell and Davis 1991).
    private static readonly double[] LakeHuron =
    [
        580.38, 581.86, 580.97, 580.80, 579.79, 580.39, 580.42, 580.82, 581.40, 581.32, 581.44, 581.68, 581.17, 580.53, 580.01, 579.91,
        579.14, 579.16, 579.55, 579.67, 578.44, 578.24, 579.10, 579.09, 579.35, 578.82, 579.32, 579.01, 579.00, 579.80, 579.83, 579.72,
        579.89, 580.01, 579.37, 578.69, 578.19, 578.67, 579.55, 578.92, 578.09, 579.37, 580.13, 580.14, 579.51, 579.24, 578.66, 578.86,
        578.05, 577.79, 576.75, 576.75, 577.82, 578.64, 580.58, 579.48, 577.38, 576.90, 576.94, 576.24, 576.84, 576.85, 576.90, 577.79,
        578.18, 577.51, 577.23, 578.42, 579.61, 579.05, 579.26, 579.22, 579.38, 579.10, 577.95, 578.12, 579.75, 580.85, 580.41, 579.96,
        579.61, 578.76, 578.18, 577.21, 577.13, 579.10, 578.25, 577.91, 576.89, 575.96, 576.80, 577.68, 578.38, 578.52, 579.74, 579.31,
        579.89, 579.96,
    ];

    [Fact]
    public void Fit_HormoneByAr1_AgreesWithR()
    {
        ArimaModel model = ArimaFitter.Fit(Hormone, new ArimaOrder(1, 0, 0, true));
        Assert.Equal(0.5739, model.AutoRegressive[0], 0.001);
        Assert.Equal(2.4133, model.Mean, 0.001);
        Assert.Equal(0.1975, model.Variance, 0.0001);
        Assert.Equal(-29.38, model.LogLikelihood, 0.01);
    }

    [Fact]
    public void Fit_HormoneByAr3_AgreesWithR()
    {
        ArimaModel model = ArimaFitter.Fit(Hormone, new ArimaOrder(3, 0, 0, true));
        Assert.All(model.AutoRegressive.Zip([0.6448, -0.0634, -0.2198]), pair => Assert.Equal(pair.Second, pair.First, 0.001));
        Assert.Equal(2.3931, model.Mean, 0.001);
        Assert.Equal(0.1787, model.Variance, 0.0001);
        Assert.Equal(-27.09, model.LogLikelihood, 0.01);
    }

    [Fact]
    public void Fit_LakeHuronByArma11_AgreesWithR()
    {
        ArimaModel model = ArimaFitter.Fit(LakeHuron, new ArimaOrder(1, 0, 1, true));
        Assert.Equal(0.7449, model.AutoRegressive[0], 0.001);
        Assert.Equal(0.3206, model.MovingAverage[0], 0.001);
        Assert.Equal(579.0555, model.Mean, 0.01);
        Assert.Equal(0.4749, model.Variance, 0.0005);
        Assert.Equal(-103.25, model.LogLikelihood, 0.01);
    }

    // Errors of estimates are about normal with known deviations: sqrt((1 - φ₂²) / n) for both of AR(2), sqrt((1 - θ²) / n) for
    // MA(1). Four of them are exceeded with a probability of 6 in 100,000 each; the seeds are fixed.
    [Theory]
    [InlineData(0.6, 0.2)]
    [InlineData(1.2, -0.5)]
    [InlineData(-0.4, 0.3)]
    public void Fit_SimulatedAr2_RecoversTheCoefficients(double first, double second)
    {
        const int Length = 4000;
        ArimaModel model = ArimaFitter.Fit(Simulated.Arma([first, second], [], Length, seed: 11), new ArimaOrder(2, 0, 0, false));
        double tolerance = 4 * Math.Sqrt((1 - (second * second)) / Length);
        Assert.Equal(first, model.AutoRegressive[0], tolerance);
        Assert.Equal(second, model.AutoRegressive[1], tolerance);
        Assert.Equal(1, model.Variance, 4 * Math.Sqrt(2.0 / Length));
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(-0.95)]
    [InlineData(0.1)]
    public void Fit_SimulatedMa1_RecoversTheCoefficient(double theta)
    {
        const int Length = 4000;
        ArimaModel model = ArimaFitter.Fit(Simulated.Arma([], [theta], Length, seed: 12), new ArimaOrder(0, 0, 1, false));
        Assert.Equal(theta, model.MovingAverage[0], 4 * Math.Sqrt((1 - (theta * theta)) / Length));
    }

    [Fact]
    public void Fit_SimulatedArma22WithAMean_RecoversAll()
    {
        double[] values = [.. Simulated.Arma([0.5, -0.6], [0.4, 0.3], 8000, seed: 13).Select(value => 100 + (5 * value))];
        ArimaModel model = ArimaFitter.Fit(values, new ArimaOrder(2, 0, 2, true));
        Assert.All(model.AutoRegressive.Zip([0.5, -0.6]), pair => Assert.Equal(pair.Second, pair.First, 0.08));
        Assert.All(model.MovingAverage.Zip([0.4, 0.3]), pair => Assert.Equal(pair.Second, pair.First, 0.1));
        Assert.Equal(100, model.Mean, 0.4);
        Assert.Equal(25, model.Variance, 1.6);
    }

    [Fact]
    public void Aicc_MeanAlone_IsTheTextbooksFormula()
    {
        // σ² = 2, n = 5, k = 2.
        ArimaModel model = ArimaFitter.Fit([1, 2, 3, 4, 5], new ArimaOrder(0, 0, 0, true));
        double likelihood = -2.5 * (Math.Log(2 * Math.PI * 2) + 1);
        Assert.Equal(likelihood, model.LogLikelihood, 9);
        Assert.Equal((-2 * likelihood) + 4 + (2.0 * 2 * 3 / 2), model.Aicc, 9);
    }
}
