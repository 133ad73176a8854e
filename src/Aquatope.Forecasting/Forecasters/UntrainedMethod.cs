namespace Aquatope.Forecasting;

/// <summary>The trainer of a method that has nothing to learn, or only how wide the bins are.</summary>
/// <param name="name">The method.</param>
/// <param name="create">Makes the forecaster for series like one.</param>
internal sealed class UntrainedMethod(string name, Func<CountSeries, IForecaster> create) : IForecasterTrainer
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IForecaster Train(CountSeries training, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Length == 0)
        {
            throw new ArgumentException("The series has no bins; there is nothing to learn from.", nameof(training));
        }

        return create(training);
    }
}
