namespace Aquatope.Inference.Tests;

public sealed class CholeskyFactorTests
{
    [Fact]
    public void Inverse_RandomMatrix_GivesTheIdentity()
    {
        Matrix a = RandomCovariance(23);
        Matrix inverse = CholeskyFactor.Of(a).Inverse();
        for (int i = 0; i < 23; i++)
        {
            for (int j = 0; j < 23; j++)
            {
                double sum = 0;
                for (int k = 0; k < 23; k++)
                {
                    sum += a[i, k] * inverse[k, j];
                }

                Golden.AssertClose(i == j ? 1 : 0, sum, 1e-9);
            }
        }
    }

    [Fact]
    public void Of_SingularMatrix_AddsJitter()
    {
        Matrix ones = Matrix.OfRows([[1, 1], [1, 1]]);
        CholeskyFactor factor = CholeskyFactor.Of(ones);
        Assert.InRange(factor.Jitter, 1e-13, 1e-8);
    }

    [Fact]
    public void Of_IndefiniteMatrix_ThrowsModelFitException() =>
        Assert.Throws<ModelFitException>(() => CholeskyFactor.Of(Matrix.OfRows([[1, 2], [2, 1]])));

    [Fact]
    public void Of_NonFiniteMatrix_ThrowsModelFitException() =>
        Assert.Throws<ModelFitException>(() => CholeskyFactor.Of(Matrix.OfRows([[1, 0], [0, double.NaN]])));

    private static Matrix RandomCovariance(int n)
    {
        var random = new SeededRandom(4);
        var root = new Matrix(n, n);
        foreach (ref double value in root.Values)
        {
            value = random.NextNormal();
        }

        var a = new Matrix(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = VectorMath.Dot(root.Row(i), root.Row(j)) + (i == j ? 0.5 : 0);
            }
        }

        return a;
    }
}
