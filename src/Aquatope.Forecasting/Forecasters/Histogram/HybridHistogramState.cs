namespace Aquatope.Forecasting;

/// <summary>A hybrid histogram policy on its way through a series.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class HybridHistogramState
{
    private readonly TimeSpan _binWidth;
    private int _idleBins;
    private bool _wasUsed;

    internal HybridHistogramState(HybridHistogramOptions options, TimeSpan binWidth)
    {
        Policy = new HybridHistogramPolicy(options);
        _binWidth = binWidth;
    }

    /// <summary>Gets the policy, with the idle times seen so far.</summary>
    internal HybridHistogramPolicy Policy { get; }

    /// <summary>Takes in one bin.</summary>
    /// <param name="count">Its count.</param>
    internal void Observe(double count)
    {
        if (count <= 0)
        {
            _idleBins++;
            return;
        }

        if (_wasUsed)
        {
            Policy.Observe(_idleBins * _binWidth);
        }

        _wasUsed = true;
        _idleBins = 0;
    }
}
