using System.Collections.Immutable;

namespace Aquatope.Forecasting;

/// <summary>The forecasting methods by name, with default settings.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public static class ForecastingMethods
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private static readonly IForecasterTrainer[] All =
    [
        new HybridBayesianTrainer(),
        new LstmTrainer(),
        new UntrainedMethod("keep-alive", _ => new KeepAliveForecaster(KeepAlive)),
        new UntrainedMethod("last-value", _ => new LastValueForecaster()),
        new UntrainedMethod("seasonal-naive", series => new SeasonalNaiveForecaster(TrainingData.BinsPerDay(series))),
        new UntrainedMethod("moving-maximum", series => new MovingMaximumForecaster(TrainingData.BinsIn(Window, series))),
        new UntrainedMethod("gamma-poisson", _ => new GammaPoissonForecaster()),
        new ArimaTrainer(),
        new ExponentialSmoothingTrainer(),
        new UntrainedMethod(HybridHistogramForecaster.MethodName, _ => new HybridHistogramForecaster()),
        new UntrainedMethod("fft", _ => new FourierForecaster()),
    ];

    /// <summary>Gets the names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(method => method.Name)];

    /// <summary>Returns the trainer of a method.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The trainer, with default settings.</returns>
    /// <exception cref="ArgumentException">No method has that name.</exception>
    public static IForecasterTrainer Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(method => method.Name == name)
            ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }
}
