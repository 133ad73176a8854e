namespace Aquatope.Tuning;

/// <summary>The share of a worker's price that one call pays, as a power of the concurrency: calls that overlap share the bill.</summary>
internal sealed class BilledShare
{
    // One call alone pays the whole worker, give or take a tenth; how much is shared at higher concurrency is wide open.
    private const double LevelDeviation = 0.1;
    private const double SlopeDeviation = 0.6;
    private const double Noise = 0.2;

    private double _count;
    private double _x;
    private double _xx;
    private double _y;
    private double _xy;

    /// <summary>Takes note of one call: what it cost beside the price per execution, over the worker's price for its time.</summary>
    public void Observe(int concurrency, double ratio)
    {
        if (!(ratio > 0) || !double.IsFinite(ratio))
        {
            return;
        }

        double x = Math.Log2(concurrency);
        double y = Math.Log(ratio);
        _count++;
        _x += x;
        _xx += x * x;
        _y += y;
        _xy += x * y;
    }

    /// <summary>Returns the share at a concurrency.</summary>
    public double At(int concurrency)
    {
        double variance = Noise * Noise;
        double a = _count + (variance / (LevelDeviation * LevelDeviation));
        double d = _xx + (variance / (SlopeDeviation * SlopeDeviation));
        double determinant = (a * d) - (_x * _x);
        double level = ((d * _y) - (_x * _xy)) / determinant;
        double slope = ((a * _xy) - (_x * _y)) / determinant;
        return Math.Exp(level + (slope * Math.Log2(concurrency)));
    }
}
