namespace Aquatope.Crash.Program;

/// <summary>What an orchestration of the crash tests ends with.</summary>
/// <param name="Index">Its input.</param>
/// <param name="Marks">The results of its activities, each made anew whenever the activity runs, so that a second run cannot end the same.</param>
public sealed record Outcome(int Index, IReadOnlyList<string> Marks);

/// <summary>What a generation of <see cref="CrashOrchestrations.Generations"/> hands to the next.</summary>
/// <param name="Index">The orchestration's input.</param>
/// <param name="Ticks">The events taken so far.</param>
/// <param name="Marks">The results of activities so far.</param>
public sealed record Generation(int Index, IReadOnlyList<int> Ticks, IReadOnlyList<string> Marks);
