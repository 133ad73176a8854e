using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Examples;

/// <summary>A stage of an example workflow.</summary>
/// <param name="Name">The activity's name in a registry.</param>
/// <param name="Activity">The activity's type.</param>
/// <param name="Knobs">The resources to choose from.</param>
/// <param name="Create">
/// Makes the activity, which initialises it: loads its model or word lists. It is given the folder that all stages of the
/// workflow share. One instance serves all executions of a worker, several at a time.
/// </param>
public sealed record ExampleStage(string Name, Type Activity, StageKnobs Knobs, Func<ISharedFolder, ITaskActivity> Create);
