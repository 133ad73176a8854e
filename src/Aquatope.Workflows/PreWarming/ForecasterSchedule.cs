namespace Aquatope.Workflows;

/// <summary>When the forecasting methods of a stage should compete.</summary>
internal sealed class ForecasterSchedule(
    AquatopeApplication application, StageForecasters forecasters, DemandStore demands, ForecasterHistory history, TimeProvider timeProvider)
{
    // A method that goes on being wrong because nothing better is known is not tried again at once.
    private static readonly TimeSpan LeastBetween = TimeSpan.FromHours(1);

    /// <summary>Returns the training that is due, or null.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<TrainingRequest?> DueAsync(string stage, CancellationToken cancellationToken)
    {
        ForecasterInForce? inForce = await history.InForceAsync(stage, cancellationToken);
        if (inForce is null)
        {
            int known = (await demands.ReadAsync(stage, cancellationToken))?.Counts.Length ?? 0;
            return known >= Math.Max(10, application.PreWarmer.MinimumTrainingIntervals)
                ? new TrainingRequest(stage, 1, "there is enough history for the first time")
                : null;
        }

        TimeSpan since = timeProvider.GetUtcNow() - inForce.TrainedAt;
        string? why = since >= application.PreWarmer.TrainEvery ? "the schedule asks for it"
            : since >= LeastBetween && forecasters.HasDrifted(stage) ? "what the forecaster says no longer comes true"
            : null;
        return why is null ? null : new TrainingRequest(stage, inForce.Training + 1, why);
    }
}
