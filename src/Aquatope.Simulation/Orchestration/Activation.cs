namespace Aquatope.Simulation;

/// <summary>A step of one execution that has begun and not ended.</summary>
internal struct Activation
{
    /// <summary>The execution's place.</summary>
    public int Execution;

    /// <summary>The step's index.</summary>
    public int Step;

    /// <summary>The place of the activation that this is a part of; -1: it is the whole.</summary>
    public int Parent;

    /// <summary>Its index among the parent's parts.</summary>
    public int Position;

    /// <summary>Chance of everything in it: it hangs on the execution and the way through the shape alone.</summary>
    public ulong Seed;

    /// <summary>How many parts have ended.</summary>
    public int EndedCount;

    /// <summary>Parts of a graph that have ended, a bit for each.</summary>
    public ulong Ended;

    /// <summary>In a graph, a bit for each part that has begun.</summary>
    public ulong Begun;
}

/// <summary>One execution of a workflow that has begun and not ended.</summary>
internal struct Execution
{
    /// <summary>When it started.</summary>
    public long StartTicks;

    /// <summary>How many executions of the workflow started before.</summary>
    public long Number;

    /// <summary>Whether one of its calls met a cold start.</summary>
    public bool Cold;

    /// <summary>Whether one of its calls failed.</summary>
    public bool Failed;
}
