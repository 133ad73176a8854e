using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>A call that waits or executes.</summary>
internal struct Call
{
    /// <summary>When it arrived.</summary>
    public long ArrivedTicks;

    /// <summary>When it began to execute.</summary>
    public long BegunTicks;

    /// <summary>Its chance, drawn at its arrival.</summary>
    public ulong Seed;

    /// <summary>The index of the workflow that made it; -1: it came from outside.</summary>
    public int Workflow;

    /// <summary>The place of the workflow's step that made it.</summary>
    public int Caller;

    /// <summary>Whether its worker became ready after it had arrived.</summary>
    public bool Cold;

    /// <summary>How it ends.</summary>
    public StageOutcome Outcome;
}
