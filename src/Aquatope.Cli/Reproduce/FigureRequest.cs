using System.Collections.Immutable;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>How a figure is to be made.</summary>
internal sealed record FigureRequest
{
    /// <summary>Gets a value indicating whether a few seeds, problems and strategies are enough.</summary>
    public bool Quick { get; init; }

    /// <summary>Gets the problems that are asked for; empty: the figure's own choice.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Gets the strategies that are asked for; empty: the figure's own choice.</summary>
    public ImmutableArray<string> Strategies { get; init; } = [];

    /// <summary>Gets the executions of one search, or null for the figure's own choice.</summary>
    public int? Budget { get; init; }

    /// <summary>Gets what is told, before the first step, how many steps the figure takes. Default: nothing.</summary>
    public Action<int> Begin { get; init; } = _ => { };

    /// <summary>Gets seeds, threads and progress.</summary>
    public required StudyOptions Study { get; init; }

    /// <summary>Returns what was asked for, or else a choice.</summary>
    public ImmutableArray<string> StrategiesOr(params ImmutableArray<string> choice) => Strategies.IsEmpty ? choice : Strategies;

    /// <summary>Returns what was asked for, or else a choice.</summary>
    public ImmutableArray<string> ProblemsOr(params ImmutableArray<string> choice) => Problems.IsEmpty ? choice : Problems;
}
