using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Dashboard;

/// <summary>What the pre-warmer does.</summary>
/// <param name="Enabled">Whether it works at all.</param>
/// <param name="IntervalSeconds">How often it sets pools.</param>
/// <param name="Stages">The pools of production, by stage.</param>
/// <param name="Decisions">The latest decisions about forecasters, the last first.</param>
internal sealed record PreWarmerDocument(bool Enabled, double IntervalSeconds, IReadOnlyList<PreWarmedStage> Stages, IReadOnlyList<ForecasterDecision> Decisions);

/// <summary>A pool and what was forecast for it last.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Forecast">The forecast of the present interval, or null where there is none.</param>
internal sealed record PreWarmedStage(PoolState Pool, ForecastSample? Forecast);
