namespace Aquatope.Tuning;

/// <summary>One trial that a tuning cycle asks for.</summary>
/// <typeparam name="TConfiguration">What is tried.</typeparam>
/// <param name="Name">The trial's name within the cycle.</param>
/// <param name="Lane">The number of its lane; from 0.</param>
/// <param name="Configuration">What is tried.</param>
/// <param name="Executions">How many executions to measure at most.</param>
public sealed record TrialOrder<TConfiguration>(string Name, int Lane, TConfiguration Configuration, int Executions)
{
    /// <summary>Gets when the search must be over, where the trial is part of it; null: a validation. Default: null.</summary>
    public DateTimeOffset? SearchUntil { get; init; }

    /// <summary>Gets how many undisturbed executions are enough for a validation. Default: zero, which is for trials of the search.</summary>
    public int SufficientExecutions { get; init; }
}
