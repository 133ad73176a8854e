namespace Aquatope.Forecasting;

/// <summary>Decides from an application's idle times how long its workers are kept and when they are loaded ahead of the next use.</summary>
/// <remarks>
/// The hybrid histogram policy of Shahrad et al. (2020), section 4.2. Where the histogram is telling, a worker is unloaded after use
/// until the 5th percentile of the idle times (the lower end of its bin, less 10 %; zero: it stays) and then kept until the
/// 99th (the upper end of its bin, and 10 % more). Where it is not (fewer idle times than needed, or bins about as full as one
/// another), the worker stays for the whole range. Where most idle times are longer than the range, the next one is
/// forecast by an automatic ARIMA model, and the worker is there from 15 % before it until 15 % after it.
/// </remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class HybridHistogramPolicy
{
    private const int MostForecastFrom = 200;
    private const int MostCoefficients = 2;

    private readonly HybridHistogramOptions _options;
    private readonly IdleTimeHistogram _histogram;
    private readonly Queue<double> _idleMinutes = new();
    private KeepAliveWindows? _windows;

    /// <summary>Initializes a new instance of the <see cref="HybridHistogramPolicy"/> class, which has seen nothing.</summary>
    /// <param name="options">The settings. Default: the paper's.</param>
    public HybridHistogramPolicy(HybridHistogramOptions? options = null)
    {
        _options = options ?? new HybridHistogramOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.BinWidth, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Range, _options.BinWidth, nameof(options));
        _histogram = new IdleTimeHistogram(_options.Range, _options.BinWidth);
    }

    /// <summary>Gets the windows that hold after the idle times seen so far.</summary>
    public KeepAliveWindows Windows => _windows ??= Decide();

    /// <summary>Takes in one idle time: from the end of a use to the beginning of the next.</summary>
    /// <param name="idle">The time; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="idle"/> is negative.</exception>
    public void Observe(TimeSpan idle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(idle, TimeSpan.Zero);
        _histogram.Add(idle);
        _idleMinutes.Enqueue(idle.TotalMinutes);
        if (_idleMinutes.Count > MostForecastFrom)
        {
            _idleMinutes.Dequeue();
        }

        _windows = null;
    }

    private KeepAliveWindows Decide()
    {
        int seen = _histogram.InBounds + _histogram.OutOfBounds;
        if (_histogram.OutOfBounds > _options.MostOutOfBounds * seen)
        {
            double next = NextIdleMinutes();
            return new KeepAliveWindows(
                TimeSpan.FromMinutes(next * (1 - _options.ForecastMargin)), TimeSpan.FromMinutes(2 * next * _options.ForecastMargin), IdleTimePattern.OutOfBounds);
        }

        if (seen < _options.LeastIdleTimes || _histogram.Variation < _options.LeastVariation)
        {
            return new KeepAliveWindows(TimeSpan.Zero, _options.Range, IdleTimePattern.Unknown);
        }

        TimeSpan head = _histogram.BinOf(_options.Head).Start * (1 - _options.Margin);
        TimeSpan tail = _histogram.BinOf(_options.Tail).End * (1 + _options.Margin);
        return new KeepAliveWindows(head, tail - head, IdleTimePattern.Typical);
    }

    private double NextIdleMinutes()
    {
        double[] seen = [.. _idleMinutes];
        ArimaModel? model = ArimaSearch.Fit(seen, MostCoefficients, CancellationToken.None);
        double mean = seen.Average();
        double next = model is null ? mean : ArimaForecaster.Moments(model, seen, 1).Means[0];

        // Extrapolation may leave what has been seen; a window in the past would be of no use.
        return Math.Clamp(next, seen.Min(), seen.Max());
    }
}
