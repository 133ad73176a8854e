using System.Collections.Immutable;
using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>One stage of a recorded workflow.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Knobs">The indices of the workflow's knobs that its behaviour depends on.</param>
/// <param name="Behaviours">What it did at each combination of their values that was measured.</param>
internal sealed record RecordedStage(string Name, ImmutableArray<int> Knobs, IReadOnlyDictionary<Configuration, StageBehaviour> Behaviours)
{
    /// <summary>Returns what the stage does at a configuration of the workflow.</summary>
    public StageBehaviour At(Configuration configuration) =>
        Behaviours.GetValueOrDefault(new Configuration([.. Knobs.Select(knob => configuration[knob])]), StageBehaviour.Refused);
}
