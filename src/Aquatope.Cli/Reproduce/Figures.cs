using System.Collections.Immutable;

namespace Aquatope.Cli;

/// <summary>The figures that can be reproduced, by name.</summary>
internal static class Figures
{
    private static readonly (string Name, Func<FigureRequest, Figure> Make)[] All =
    [
        (ConvergenceFigure.Name, ConvergenceFigure.Make),
        (NoiseFigure.Name, NoiseFigure.Make),
        (RetrainingFigure.Name, RetrainingFigure.Make),
        (SmapeFigure.Name, SmapeFigure.Make),
        (ColdStartsFigure.Name, ColdStartsFigure.Make),
    ];

    /// <summary>Gets the names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(figure => figure.Name)];

    /// <summary>Makes a figure.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="request">How.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="UsageException">The request names what the figure does not have.</exception>
    public static Figure Make(string name, FigureRequest request) => All.First(figure => figure.Name == name).Make(request);
}
