namespace Aquatope.Workflows;

/// <summary>The names of the orchestrations and activities of the optimizer and the forecasters, for a host that calls by name.</summary>
public static class ControlTasks
{
    /// <summary>The orchestration of a tuning cycle.</summary>
    public const string Optimizer = OptimizerOrchestrator.Name;

    /// <summary>The orchestration of a change by hand.</summary>
    public const string Change = ConfigurationChangeOrchestrator.Name;

    /// <summary>The orchestration of a training of a forecaster.</summary>
    public const string Forecaster = ForecasterOrchestrator.Name;

    /// <summary>Proposes the next trials.</summary>
    public const string Propose = OptimizerActivities.Propose;

    /// <summary>Runs a trial.</summary>
    public const string RunTrial = OptimizerActivities.RunTrial;

    /// <summary>Measures a trial.</summary>
    public const string MeasureTrial = OptimizerActivities.MeasureTrial;

    /// <summary>Recommends configurations.</summary>
    public const string Recommend = OptimizerActivities.Recommend;

    /// <summary>Judges a validation.</summary>
    public const string Validate = OptimizerActivities.Validate;

    /// <summary>Reads the configuration in production.</summary>
    public const string Current = OptimizerActivities.Current;

    /// <summary>Puts a configuration into production.</summary>
    public const string Apply = OptimizerActivities.Apply;

    /// <summary>Judges production after a change.</summary>
    public const string Canary = OptimizerActivities.Canary;

    /// <summary>Writes a decision down.</summary>
    public const string Record = OptimizerActivities.Record;

    /// <summary>Trains a forecaster.</summary>
    public const string Train = ForecasterTraining.Activity;
}
