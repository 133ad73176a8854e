namespace Aquatope.Forecasting;

/// <summary>A series together with its counts on a network's scale.</summary>
internal sealed class ScaledSeries
{
    private readonly float[] _values;
    private readonly int _skipped;

    /// <summary>Initializes a new instance of the <see cref="ScaledSeries"/> class.</summary>
    /// <param name="series">The series.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="skip">How many of the first bins nobody will ask for.</param>
    public ScaledSeries(CountSeries series, SeriesScale scale, int skip = 0)
    {
        Series = series;
        Scale = scale;
        _skipped = skip;
        ReadOnlySpan<double> counts = series.Counts;
        _values = new float[counts.Length - skip];
        double previous = double.NaN;
        float scaled = 0;
        for (int i = 0; i < _values.Length; i++)
        {
            // Runs of equal counts, of zeros above all, need one logarithm.
            double count = counts[i + skip];
            if (count != previous)
            {
                scaled = (float)scale.Scaled(count);
                previous = count;
            }

            _values[i] = scaled;
        }
    }

    /// <summary>Gets the series.</summary>
    public CountSeries Series { get; }

    /// <summary>Gets the scale.</summary>
    public SeriesScale Scale { get; }

    /// <summary>Returns the scaled count of a bin.</summary>
    /// <param name="bin">The bin's index.</param>
    public float this[int bin] => _values[bin - _skipped];

    /// <summary>Returns scaled counts.</summary>
    /// <param name="start">The first bin.</param>
    /// <param name="count">How many.</param>
    /// <returns>The values.</returns>
    public ReadOnlySpan<float> Range(int start, int count) => _values.AsSpan(start - _skipped, count);

    /// <summary>Returns the mean of the scaled counts of some bins.</summary>
    /// <param name="start">The first bin; clamped to those there are.</param>
    /// <param name="end">The bin after the last.</param>
    /// <returns>The mean; zero of no bins.</returns>
    public float Mean(int start, int end)
    {
        start = Math.Max(start, _skipped);
        float sum = 0;
        for (int i = start; i < end; i++)
        {
            sum += _values[i - _skipped];
        }

        return end > start ? sum / (end - start) : 0;
    }

    /// <summary>Returns which share of some bins is zero.</summary>
    /// <param name="start">The first bin; clamped to those there are.</param>
    /// <param name="end">The bin after the last.</param>
    /// <returns>The share; zero of no bins.</returns>
    public float ZeroShare(int start, int end)
    {
        start = Math.Max(start, _skipped);
        int zeros = 0;
        foreach (double count in Series.Counts[start..Math.Max(start, end)])
        {
            zeros += count == 0 ? 1 : 0;
        }

        return end > start ? (float)zeros / (end - start) : 0;
    }
}
