namespace Aquatope.Tuning;

/// <summary>What is expected of a stage before it is measured: a value, and directions in which it may be wrong.</summary>
internal interface ITrend
{
    /// <summary>Gets the number of directions.</summary>
    int Parameters { get; }

    /// <summary>
    /// Returns the expected value at a projected configuration some epochs ago, and writes by how much one prior deviation of
    /// each parameter changes it, [parameters].
    /// </summary>
    double Trend(Configuration projected, int age, Span<double> directions);
}
