using System.Collections.Immutable;

namespace Aquatope.Workflows;

/// <summary>What was believed of one interval when it began, what was decided for it, and what happened in it.</summary>
internal sealed record ForecastSample
{
    /// <summary>The probabilities of <see cref="Quantiles"/>.</summary>
    public static readonly ImmutableArray<double> Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Gets the start of the interval.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets its width.</summary>
    public required TimeSpan Width { get; init; }

    /// <summary>Gets the method that made the forecast.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the mean number of calls that was forecast.</summary>
    public required double Mean { get; init; }

    /// <summary>Gets the quantiles of the number of calls, at <see cref="Probabilities"/>.</summary>
    public required ImmutableArray<double> Quantiles { get; init; }

    /// <summary>Gets how many calls there were, or null while that is not known.</summary>
    public double? Actual { get; init; }

    /// <summary>Gets how many workers were decided to be kept warm, or null where nothing was decided.</summary>
    public int? Target { get; init; }

    /// <summary>Gets how many demand and prices alone asked for, or null where nothing was decided.</summary>
    public int? Wanted { get; init; }
}
