using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests.Arima;

public sealed class ArmaLikelihoodTests
{
    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(-0.6, 0.9)]
    [InlineData(0.95, -0.5)]
    [InlineData(0.3, 0.0)]
    [InlineData(0.0, 0.99)]
    public void Filter_Arma11_AgreesWithTheMultivariateNormalDensity(double phi, double theta)
    {
        double[] values = Simulated.Arma([phi], [theta], 40, seed: 3);
        double[] covariances = new double[values.Length];
        covariances[0] = (1 + (2 * phi * theta) + (theta * theta)) / (1 - (phi * phi));
        covariances[1] = (phi * covariances[0]) + theta;
        for (int lag = 2; lag < covariances.Length; lag++)
        {
            covariances[lag] = phi * covariances[lag - 1];
        }

        var matrix = new Matrix(values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                matrix[i, j] = covariances[Math.Abs(i - j)];
            }
        }

        CholeskyFactor factor = CholeskyFactor.Of(matrix);
        double[] solved = [.. values];
        factor.SolveInPlace(solved);
        ArmaFit fit = new ArmaLikelihood(1, 1).Filter(values, 0, [phi], [theta]);

        Assert.Equal(values.Zip(solved, (left, right) => left * right).Sum(), fit.SumOfSquares, 6);
        Assert.Equal(factor.LogDeterminant, fit.LogDeterminant, 6);
    }

    [Fact]
    public void Filter_WhiteNoise_IsTheSumOfSquares()
    {
        ArmaFit fit = new ArmaLikelihood(0, 0).Filter([1, -2, 3], 0.5, [], []);
        Assert.Equal(0.25 + 6.25 + 6.25, fit.SumOfSquares, 12);
        Assert.Equal(0, fit.LogDeterminant);
    }

    [Fact]
    public void Filter_SameOrderAgain_StartsAfresh()
    {
        var likelihood = new ArmaLikelihood(2, 1);
        double[] values = Simulated.Arma([0.5, 0.2], [0.3], 100, seed: 5);
        ArmaFit first = likelihood.Filter(values, 0, [0.5, 0.2], [0.3]);
        likelihood.Filter(values, 1, [-0.9, 0], [0.8]);
        Assert.Equal(first, likelihood.Filter(values, 0, [0.5, 0.2], [0.3]));
    }

    [Fact]
    public void ToCoefficients_AndBack_AreInverse()
    {
        var random = new SeededRandom(1);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] partial = [.. Enumerable.Range(0, 1 + (trial % 5)).Select(_ => (1.9 * random.NextDouble()) - 0.95)];
            double[] coefficients = new double[partial.Length];
            double[] back = new double[partial.Length];
            PartialAutocorrelations.ToCoefficients(partial, coefficients);
            Assert.True(PartialAutocorrelations.TryOfCoefficients(coefficients, back));
            Assert.All(partial.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 7));
        }
    }

    [Fact]
    public void ToCoefficients_TwoPartials_AreThoseOfTheTextbook()
    {
        // φ₁ = r₁ (1 - r₂), φ₂ = r₂.
        double[] coefficients = new double[2];
        PartialAutocorrelations.ToCoefficients([0.6, -0.3], coefficients);
        Assert.Equal([0.78, -0.3], coefficients.Select(value => Math.Round(value, 12)));
    }

    [Theory]
    [InlineData(1.0, 0.0, false)] // A unit root.
    [InlineData(0.5, 0.6, false)] // φ₁ + φ₂ > 1.
    [InlineData(0.5, 0.3, true)]
    [InlineData(1.5, -0.75, true)] // A pair of complex roots.
    public void RootsExceed_One_TellsStationaryModels(double first, double second, bool expected) =>
        Assert.Equal(expected, PartialAutocorrelations.RootsExceed([first, second], 1));

    [Fact]
    public void RootsExceed_RootOfTwo_LiesBetweenItsNeighbours()
    {
        Assert.True(PartialAutocorrelations.RootsExceed([0.5], 1.999));
        Assert.False(PartialAutocorrelations.RootsExceed([0.5], 2.001));
    }
}
