namespace Aquatope.Inference.Tests;

public sealed class BoundedQuasiNewtonTests
{
    [Fact]
    public void Minimize_Rosenbrock_FindsTheValley()
    {
        double[] x = [-1.2, 1];
        double value = new BoundedQuasiNewton([-2, -2], [2, 2]) { MaxIterations = 500 }.Minimize(Rosenbrock, x);
        Assert.InRange(value, 0, 1e-9);
        Golden.AssertClose([1, 1], x, 1e-4);
    }

    [Fact]
    public void Minimize_OptimumOutsideTheBox_EndsOnTheBound()
    {
        double[] x = [-1.2, 0.2];
        new BoundedQuasiNewton([-2, -2], [0.5, 2]) { MaxIterations = 500 }.Minimize(Rosenbrock, x);
        Assert.Equal(0.5, x[0]);
        Golden.AssertClose(0.25, x[1], 1e-5);
    }

    [Fact]
    public void Minimize_UndefinedRegion_StaysOutOfIt()
    {
        double[] x = [3];
        new BoundedQuasiNewton([-10], [10]).Minimize(LogBarrier, x);
        Golden.AssertClose(1, x[0], 1e-5);

        static double LogBarrier(ReadOnlySpan<double> point, Span<double> gradient)
        {
            gradient[0] = 1 - (1 / point[0]);
            return point[0] > 0 ? point[0] - Math.Log(point[0]) : double.NaN;
        }
    }

    private static double Rosenbrock(ReadOnlySpan<double> x, Span<double> gradient)
    {
        double bend = x[1] - (x[0] * x[0]);
        gradient[0] = (-400 * x[0] * bend) - (2 * (1 - x[0]));
        gradient[1] = 200 * bend;
        return (100 * bend * bend) + ((1 - x[0]) * (1 - x[0]));
    }
}
