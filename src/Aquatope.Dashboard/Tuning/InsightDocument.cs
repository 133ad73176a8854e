using Aquatope.Tuning;

namespace Aquatope.Dashboard;

/// <summary>What the model has learned from the trials.</summary>
/// <param name="Stage">The stage whose slices these are.</param>
/// <param name="Through">The configuration of the stage through which they go.</param>
/// <param name="Slices">One for each knob that has a choice; none while too little is known.</param>
/// <param name="Anomalies">Of trials with disturbed executions, by cycle and trial, what was disturbed.</param>
internal sealed record InsightDocument(
    string Stage, ResourceConfiguration? Through, IReadOnlyList<SurrogateSlice> Slices, IReadOnlyList<TrialAnomaly> Anomalies);

/// <summary>What was not as it should be in a trial.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Reasons">What, and why.</param>
internal sealed record TrialAnomaly(string Cycle, string Trial, IReadOnlyList<string> Reasons);
