using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Forecasting;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Aquatope.Workflows;

/// <summary>
/// Trains the methods that compete for a stage on all but the latest intervals and puts the one into force that foresaw these
/// best. The one in force competes, and stays at equal scores.
/// </summary>
internal sealed partial class ForecasterTraining(
    AquatopeApplication application, DemandStore demands, ForecasterHistory history, PreWarmerMetrics metrics, TimeProvider timeProvider, ILogger<ForecasterTraining> logger)
{
    public const string Activity = "aquatope_train_forecaster";
    private const double TestShare = 0.2;

    /// <summary>Gets the step by its name.</summary>
    public KeyValuePair<string, ITaskActivity> Step => KeyValuePair.Create<string, ITaskActivity>(
        Activity, FuncTaskActivity.Create<TrainingRequest, ForecasterDecision>((_, input) => TrainAsync(input, CancellationToken.None)));

    /// <summary>Trains; a second time for the same number it only tells what came of it.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The decision.</returns>
    public async Task<ForecasterDecision> TrainAsync(TrainingRequest request, CancellationToken cancellationToken)
    {
        string name = ForecasterHistory.TrainingName(request.Training);
        if (await history.FindAsync(request.Stage, name, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        ForecasterInForce before = await history.InForceAsync(request.Stage, cancellationToken)
            ?? new ForecasterInForce(0, 0, StageForecasters.Baseline, timeProvider.GetUtcNow());
        (ForecasterDecision decision, IForecaster? adopted) = await CompeteAsync(request, before, cancellationToken);
        var after = new ForecasterInForce(
            request.Training, decision.Action == ForecasterAction.Replaced ? request.Training : before.Adopted, decision.Method, decision.At);

        // The decision last: where it is missing, all is done again.
        await history.PutInForceAsync(request.Stage, after, adopted, cancellationToken);
        await history.KeepAsync(name, decision, cancellationToken);
        metrics.Trained(decision);
        LogDecided(request.Stage, decision.Action, decision.Method, decision.Reason);
        return decision;
    }

    private async Task<(ForecasterDecision Decision, IForecaster? Adopted)> CompeteAsync(
        TrainingRequest request, ForecasterInForce before, CancellationToken cancellationToken)
    {
        CountSeries counts = SeriesOf(await demands.ReadAsync(request.Stage, cancellationToken), timeProvider.GetUtcNow());
        try
        {
            IForecaster incumbent = await history.LoadAsync(request.Stage, before, counts, application.PreWarmer.Seed, cancellationToken);
            string[] methods = [.. application.PreWarmer.Forecasters.Append(StageForecasters.Baseline).Distinct(StringComparer.Ordinal)];
            int day = (int)Math.Clamp(TimeSpan.FromDays(1) / counts.BinWidth, 1, int.MaxValue);
            int tested = Math.Min(day, (int)(TestShare * counts.Length));
            var options = new RollingOriginOptions(counts.Length - tested)
            {
                Quantiles = [StageForecasters.QuantileOf(application, request.Stage)],
                Seed = application.PreWarmer.Seed,
            };
            IReadOnlyList<ForecasterEntrant> entrants = ForecasterContest.Run(counts, methods, incumbent, options, cancellationToken);
            ForecasterEntrant best = entrants[0];
            return (DecisionOf(request, before, entrants, tested), best.IsIncumbent ? null : best.Forecaster);
        }
#pragma warning disable CA1031 // A method that trips over a series must not take the one in force with it; the decision says what happened.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(request.Stage, exception);
            return (Decision(request, ForecasterAction.Failed, before.Method, $"{request.Why}; {exception.GetType().Name}: {exception.Message}", []), null);
        }
    }

    private ForecasterDecision DecisionOf(TrainingRequest request, ForecasterInForce before, IReadOnlyList<ForecasterEntrant> entrants, int tested)
    {
        ForecasterEntrant best = entrants[0];
        ImmutableArray<ForecasterLoss> losses =
        [
            .. entrants.Select(entrant => new ForecasterLoss(entrant.Forecaster.Name, entrant.IsIncumbent, entrant.Loss, entrant.Crps, entrant.FallbackReason)),
        ];
        string rival = best.IsIncumbent ? "no other" : $"not {before.Method}, which was in force,";
        string reason = string.Create(
            CultureInfo.InvariantCulture, $"{request.Why}; {rival} foresaw the latest {tested} intervals best: a loss of {best.Loss:0.###} calls an interval");
        return Decision(request, best.IsIncumbent ? ForecasterAction.Kept : ForecasterAction.Replaced, best.Forecaster.Name, reason, losses);
    }

    private ForecasterDecision Decision(
        TrainingRequest request, ForecasterAction action, string method, string reason, ImmutableArray<ForecasterLoss> losses) => new()
        {
            Stage = request.Stage,
            At = timeProvider.GetUtcNow(),
            Action = action,
            Method = method,
            Reason = reason,
            Competitors = losses,
        };

    // Only what was over when it was stored.
    private static CountSeries SeriesOf(DemandDocument? document, DateTimeOffset now) => document is null
        ? new CountSeries(now, TimeSpan.FromMinutes(1), [])
        : new CountSeries(
            document.Start,
            document.Interval,
            [.. document.Counts.Take((int)Math.Max(0, (document.Through - document.Start) / document.Interval)).Select(count => (double)count)]);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Forecaster of stage '{Stage}': {Action}, '{Method}' is in force ({Reason}).")]
    private partial void LogDecided(string stage, ForecasterAction action, string method, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The forecasting methods of stage '{Stage}' could not compete; the one in force stays.")]
    private partial void LogFailed(string stage, Exception exception);
}
