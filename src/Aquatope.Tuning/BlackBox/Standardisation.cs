namespace Aquatope.Tuning;

/// <summary>Shifts and scales values to a mean of zero and a standard deviation of one; values that are all alike are only shifted.</summary>
/// <param name="Mean">The mean of the values.</param>
/// <param name="Deviation">Their standard deviation; one where they are alike.</param>
internal readonly record struct Standardisation(double Mean, double Deviation)
{
    /// <summary>Takes mean and deviation from values; at least one.</summary>
    public static Standardisation Of(double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        return new Standardisation(mean, deviation > 1e-9 ? deviation : 1);
    }

    /// <summary>Returns the standardised values.</summary>
    public double[] Apply(double[] values)
    {
        (double mean, double deviation) = this;
        return [.. values.Select(value => (value - mean) / deviation)];
    }

    /// <summary>Returns the value that a standardised one stands for.</summary>
    public double Revert(double standardised) => Mean + (Deviation * standardised);
}
