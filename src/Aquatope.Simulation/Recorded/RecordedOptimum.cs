using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>The cheapest configuration that meets the objective.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Cost">Its true cost, in micro-dollars.</param>
internal sealed record RecordedOptimum(Configuration Configuration, double Cost);
