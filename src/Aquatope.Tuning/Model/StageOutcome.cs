namespace Aquatope.Tuning;

/// <summary>How one execution of a stage ended.</summary>
public enum StageOutcome
{
    /// <summary>The stage returned a result.</summary>
    Completed,

    /// <summary>The stage's own code threw.</summary>
    Failed,

    /// <summary>The stage exceeded its memory limit.</summary>
    OutOfMemory,

    /// <summary>The worker was lost for another reason.</summary>
    WorkerLost,
}
