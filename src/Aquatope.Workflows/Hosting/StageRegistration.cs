using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Workflows;

/// <summary>A stage as the program declared it.</summary>
public sealed record StageRegistration
{
    /// <summary>Gets the stage's name: the activity's name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what makes the stage, once for each worker. The constructor is the stage's initialisation.</summary>
    public required Func<IServiceProvider, ITaskActivity> Create { get; init; }

    /// <summary>Gets the values that the stage's knobs may take.</summary>
    public required StageKnobs Knobs { get; init; }

    /// <summary>Gets the configuration in force until the optimizer has found a better one.</summary>
    public required ResourceConfiguration Default { get; init; }

    /// <summary>Gets the converter of inputs and results. Default: the Durable Task SDK's JSON converter.</summary>
    public DataConverter DataConverter { get; init; } = Microsoft.DurableTask.Converters.JsonDataConverter.Default;
}
