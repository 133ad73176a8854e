using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>Port: what a tuning cycle needs done, on a real platform or on a simulated one.</summary>
/// <typeparam name="TConfiguration">What is tuned.</typeparam>
/// <threadsafety>A cycle calls one step at a time, trials of one round apart.</threadsafety>
public interface ITuningSteps<TConfiguration>
    where TConfiguration : class, IEquatable<TConfiguration>
{
    /// <summary>Gets the present moment.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Gets how long after its end what an execution reported can be read. Default: zero, at once.</summary>
    TimeSpan ReportsAfter => TimeSpan.Zero;

    /// <summary>Tells how far the cycle is.</summary>
    /// <param name="phase">What it is at.</param>
    /// <param name="trials">How many trials it has run.</param>
    void Progress(TuningPhase phase, int trials);

    /// <summary>Returns what is in force.</summary>
    Task<TConfiguration> CurrentAsync();

    /// <summary>Returns what to try next.</summary>
    /// <param name="round">The number of the round; from 0.</param>
    /// <param name="timeIsSpent">Whether the search has had all the time that it may have.</param>
    Task<Proposal<TConfiguration>> ProposeAsync(int round, bool timeIsSpent);

    /// <summary>Runs a trial in its lane, and remembers what was measured.</summary>
    /// <param name="order">The trial.</param>
    Task TryAsync(TrialOrder<TConfiguration> order);

    /// <summary>Returns what ought to be in force by all that is known, the best first; at least one.</summary>
    Task<ImmutableArray<TConfiguration>> RecommendAsync();

    /// <summary>Judges a validation.</summary>
    /// <param name="trial">The name of its trial.</param>
    /// <param name="candidate">What was tried.</param>
    Task<ValidationVerdict> JudgeAsync(string trial, TConfiguration candidate);

    /// <summary>Puts a configuration into force.</summary>
    /// <param name="configuration">The configuration.</param>
    Task ApplyAsync(TConfiguration configuration);

    /// <summary>Waits until production is looked at again.</summary>
    Task WaitAsync();

    /// <summary>Judges what is in force by the executions in production.</summary>
    /// <param name="since">Since when they count.</param>
    Task<CanaryVerdict> JudgeCanaryAsync(DateTimeOffset since);
}
