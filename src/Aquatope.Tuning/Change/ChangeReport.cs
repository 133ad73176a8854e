namespace Aquatope.Tuning;

/// <summary>One execution of a stage, as far as it can tell of a change.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Configuration">What the stage ran on, in any notation in which equal configurations are equal.</param>
/// <param name="ExecutionMs">From the first to the last instruction of user code, in milliseconds; positive and finite.</param>
/// <param name="Contended">Whether the machine was short of processor time meanwhile: such a report says nothing. Default: false.</param>
/// <remarks>
/// Reports should disturb one another as little as possible: where one execution of a workflow calls a stage many times,
/// their median is one report.
/// </remarks>
public sealed record ChangeReport(string Stage, string Configuration, double ExecutionMs, bool Contended = false);
