namespace Aquatope.Simulation;

/// <summary>Median and quartiles; infinite where as many values are.</summary>
/// <param name="Low">The first quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="High">The third quartile.</param>
public sealed record Quartiles(double Low, double Median, double High)
{
    /// <summary>Takes them from values.</summary>
    /// <param name="values">The values; at least one, none not a number.</param>
    /// <returns>Median and quartiles.</returns>
    public static Quartiles Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Order()];
        return new Quartiles(At(sorted, 25), At(sorted, 50), At(sorted, 75));
    }

    // Between a finite and an infinite value lies no finite one.
    private static double At(double[] sorted, double percentile)
    {
        double place = percentile / 100 * (sorted.Length - 1);
        double below = sorted[(int)Math.Floor(place)];
        double above = sorted[(int)Math.Ceiling(place)];
        return double.IsPositiveInfinity(above) ? above : below + ((place - Math.Floor(place)) * (above - below));
    }
}
