namespace Aquatope.Forecasting;

/// <summary>Fits an ARIMA model whose order it chooses by itself.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ArimaTrainer : IForecasterTrainer
{
    /// <summary>The name of the method.</summary>
    internal const string MethodName = "arima";

    /// <summary>How many of the latest bins are learned from: two weeks of minutes. More would cost much and tell little.</summary>
    internal const int MostBins = 14 * 24 * 60;

    private const int LeastBins = 10;
    private const int MostCoefficients = 5;

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <inheritdoc/>
    /// <remarks>Uses no draws. Learns from the latest 20,160 bins where there are more.</remarks>
    public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (TrainingData.WhyNot(Name, training, LeastBins) is { } reason)
        {
            return new FallbackForecaster(Name, reason);
        }

        double[] values = training.Counts[^Math.Min(MostBins, training.Length)..].ToArray();
        ArimaModel? model = ArimaSearch.Fit(values, MostCoefficients, cancellationToken);
        return model is null
            ? new FallbackForecaster(Name, $"{Name} found no sound model for the series.")
            : new ArimaForecaster(model, TrainingData.IsWhole(training));
    }
}
