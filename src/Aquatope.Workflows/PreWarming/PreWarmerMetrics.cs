using System.Diagnostics.Metrics;

namespace Aquatope.Workflows;

/// <summary>What the pre-warmer does, as metrics of the meter <c>Aquatope.PreWarmer</c>.</summary>
internal sealed class PreWarmerMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Aquatope.PreWarmer";

    private readonly Meter _meter = new(MeterName);
    private readonly Gauge<int> _target;
    private readonly Gauge<double> _coldStartPrice;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _drifts;
    private readonly Counter<long> _trainings;

    public PreWarmerMetrics()
    {
        _target = _meter.CreateGauge<int>("aquatope.prewarmer.target", "{worker}", "Workers that are kept warm, for the forecast or for executions under way.");
        _coldStartPrice = _meter.CreateGauge<double>("aquatope.prewarmer.cold_start_price", "{currency}", "What a cold start of a workflow's stages is worth now, by its objective.");
        _fallbacks = _meter.CreateCounter<long>("aquatope.prewarmer.fallbacks", "{forecast}", "Forecasts that the baseline made because the method in force could not.");
        _drifts = _meter.CreateCounter<long>("aquatope.prewarmer.drifts", "{alarm}", "Times that the forecaster in force turned out to have become wrong.");
        _trainings = _meter.CreateCounter<long>("aquatope.prewarmer.trainings", "{training}", "Contests of forecasting methods, by what came of them.");
    }

    public void Target(string stage, int workers) => _target.Record(workers, new KeyValuePair<string, object?>("stage", stage));

    public void ColdStartPrice(string workflow, double price) => _coldStartPrice.Record(price, new KeyValuePair<string, object?>("workflow", workflow));

    public void FellBack(string stage, string method) =>
        _fallbacks.Add(1, new KeyValuePair<string, object?>("stage", stage), new KeyValuePair<string, object?>("method", method));

    public void Drifted(string stage) => _drifts.Add(1, new KeyValuePair<string, object?>("stage", stage));

    public void Trained(ForecasterDecision decision) =>
        _trainings.Add(1, new KeyValuePair<string, object?>("stage", decision.Stage), new KeyValuePair<string, object?>("action", decision.Action.ToString()));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
