namespace Aquatope.Forecasting;

/// <summary>Learns a forecaster from the past of a series.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IForecasterTrainer
{
    /// <summary>Gets the name of the method, as results and command lines write it.</summary>
    string Name { get; }

    /// <summary>Learns from a series.</summary>
    /// <param name="training">The past; histories to forecast from later may continue it.</param>
    /// <param name="seed">Seed of every draw; the same seed gives the same forecaster.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <returns>
    /// The forecaster. Where the series cannot be learned from (too short, say), one that hands on to a stated fallback:
    /// <see cref="Forecast.Method"/> and <see cref="Forecast.FallbackReason"/> say so.
    /// </returns>
    /// <exception cref="ArgumentException">The series is empty.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken);
}
