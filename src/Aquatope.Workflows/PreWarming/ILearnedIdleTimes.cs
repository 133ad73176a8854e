using Aquatope.Tuning;

namespace Aquatope.Workflows;

/// <summary>Port: what production's pools have learned of the idle times of their workers, on a platform where they decide by these.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
internal interface ILearnedIdleTimes
{
    /// <summary>Gets or sets what all pools have learned together.</summary>
    IdleTimeExperienceState OfAllPools { get; set; }

    /// <summary>Returns what a pool has learned by itself.</summary>
    /// <param name="stage">The pool's stage.</param>
    /// <returns>What it has learned; null where its workers have a fixed keep-alive.</returns>
    IdleSlotsState? Read(string stage);

    /// <summary>Lets a pool go on from what was known before a restart. Nothing happens where its workers have a fixed keep-alive.</summary>
    /// <param name="stage">The pool's stage.</param>
    /// <param name="state">What was known.</param>
    void Restore(string stage, IdleSlotsState state);
}
