using System.Collections.Immutable;

namespace Aquatope.Cli;

/// <summary>One figure: numbers as a table, and how they are drawn.</summary>
/// <param name="Name">The name on the command line, and of its files.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">How it was made and how to read it, in a few sentences.</param>
/// <param name="Columns">The names of the table's columns.</param>
/// <param name="Rows">Its rows: texts and numbers; infinity where there is no number.</param>
/// <param name="Charts">The drawings.</param>
internal sealed record Figure(
    string Name,
    string Title,
    string Description,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<object>> Rows,
    ImmutableArray<Chart> Charts)
{
    /// <summary>Gets what was claimed, each with whether it holds. Default: nothing.</summary>
    public ImmutableArray<string> Claims { get; init; } = [];
}

/// <summary>One drawing of a figure: a curve for each of those compared.</summary>
/// <param name="Name">The name of its file, without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="XTitle">Title of the horizontal axis, with the unit.</param>
/// <param name="YTitle">Title of the vertical axis, with the unit.</param>
/// <param name="Curves">The curves.</param>
internal sealed record Chart(string Name, string Title, string XTitle, string YTitle, ImmutableArray<Curve> Curves)
{
    /// <summary>Gets the greatest value drawn; infinity draws all. Default: all.</summary>
    public double MaximumY { get; init; } = double.PositiveInfinity;

    /// <summary>Gets the names of the places 1, 2, … of the horizontal axis, where it has no numbers: then points are drawn side by side, not joined. Default: none.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Gets a value indicating whether equal ratios are equally far from each other on the vertical axis. Default: false.</summary>
    public bool Logarithmic { get; init; }
}

/// <summary>A curve with a band around it.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">Its points, from left to right; what is infinite is left out.</param>
internal sealed record Curve(string Name, ImmutableArray<CurvePoint> Points);

/// <summary>A point of a curve.</summary>
/// <param name="X">Where.</param>
/// <param name="Low">The band's lower edge.</param>
/// <param name="Middle">The curve.</param>
/// <param name="High">The band's upper edge.</param>
internal sealed record CurvePoint(double X, double Low, double Middle, double High);
