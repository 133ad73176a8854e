using System.Collections.Immutable;

namespace Aquatope.Cli;

/// <summary>The figures that can be reproduced, by name.</summary>
internal static class Figures
{
    private static readonly (string Name, Func<FigureRequest, Figure> Make, FigureFlags Takes)[] All =
    [
        (ConvergenceFigure.Name, ConvergenceFigure.Make, FigureFlags.Seeds | FigureFlags.Problems | FigureFlags.Strategies | FigureFlags.Budget),
        (NoiseFigure.Name, NoiseFigure.Make, FigureFlags.Seeds | FigureFlags.Problems | FigureFlags.Strategies | FigureFlags.Budget),
        (RetrainingFigure.Name, RetrainingFigure.Make, FigureFlags.Seeds | FigureFlags.Problems | FigureFlags.Strategies | FigureFlags.Budget),
        (SmapeFigure.Name, SmapeFigure.Make, FigureFlags.None),
        (ColdStartsFigure.Name, ColdStartsFigure.Make, FigureFlags.None),
        (FluctuationFigure.Name, FluctuationFigure.Make, FigureFlags.Seeds),
        (EndToEndFigure.Name, EndToEndFigure.Make, FigureFlags.Seeds | FigureFlags.Problems | FigureFlags.Budget),
        (AblationFigure.Name, AblationFigure.Make, FigureFlags.Seeds | FigureFlags.Problems | FigureFlags.Budget),
    ];

    /// <summary>Gets the names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(figure => figure.Name)];

    /// <summary>Makes a figure.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="request">How.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="UsageException">The request names what the figure does not have.</exception>
    public static Figure Make(string name, FigureRequest request) => All.First(figure => figure.Name == name).Make(request);

    /// <summary>Tells whether a figure uses some options.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">The options.</param>
    public static bool Takes(string name, FigureFlags options) => (All.First(figure => figure.Name == name).Takes & options) == options;

    /// <summary>Refuses what a figure does not use: nobody should believe that it had an effect.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="given">The options that were given.</param>
    /// <exception cref="UsageException">One of them has no effect on the figure.</exception>
    public static void Check(string name, FigureFlags given)
    {
        FigureFlags useless = given & ~All.First(figure => figure.Name == name).Takes;
        if (useless != FigureFlags.None)
        {
            string[] takers = [.. All.Where(figure => (figure.Takes & useless) == useless).Select(figure => figure.Name)];
            throw new UsageException($"--{useless.ToString().ToLowerInvariant().Split(',')[0]}: '{name}' does not use it. These do: {string.Join(", ", takers)}.");
        }
    }
}

/// <summary>Options of which not every figure makes something.</summary>
[Flags]
internal enum FigureFlags
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The number of seeds.</summary>
    Seeds = 1,

    /// <summary>Which problems.</summary>
    Problems = 2,

    /// <summary>Which strategies.</summary>
    Strategies = 4,

    /// <summary>Executions of one search.</summary>
    Budget = 8,
}
