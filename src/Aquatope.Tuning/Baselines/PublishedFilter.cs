using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>The anomaly detection as the paper's software was released: it judges by a Gaussian process that nobody fitted.</summary>
internal static class PublishedFilter
{
    private const double NoiseVariance = 2;
    private const double OutputScale = 0.69;
    private const double Lengthscale = 0.69;

    /// <summary>The half width of the 95 % interval of a normal distribution, in standard deviations.</summary>
    private const double HalfWidth = 1.96;

    /// <summary>Returns which observations lie within the interval predicted from all others, whose variance is taken for its deviation.</summary>
    /// <param name="points">The points, shape [n, d].</param>
    /// <param name="values">What was observed: minus the cost, and 100 less where the bound was missed, [n].</param>
    /// <returns>The indices of those to keep, ascending.</returns>
    public static int[] Keep(Matrix points, double[] values)
    {
        var hyperparameters = new GaussianProcessHyperparameters(
            OutputScale, [.. Enumerable.Repeat(Lengthscale, points.Columns)], NoiseVariance, Mean: 0);
        var process = new GaussianProcess(KernelFamily.Matern52, hyperparameters, new GaussianProcessData(points, values));
        LeaveOneOut others = process.LeaveOneOut();
        return [.. Enumerable.Range(0, values.Length).Where(i =>
            Math.Abs(values[i] - others.Means[i]) <= HalfWidth * (others.Variances[i] - NoiseVariance))];
    }
}
