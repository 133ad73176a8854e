namespace Aquatope.Simulation;

/// <summary>Calls that one execution is expected to make.</summary>
internal struct Expectation
{
    /// <summary>The index of its workflow.</summary>
    public int Workflow;

    /// <summary>The number of the execution.</summary>
    public long Execution;

    /// <summary>The function's index.</summary>
    public int Pool;

    /// <summary>How many calls have not come yet.</summary>
    public int Left;

    /// <summary>Whether workers are held for them by now.</summary>
    public bool Begun;

    /// <summary>The place of another expectation of the same execution; -1: there is none.</summary>
    public int Next;
}
