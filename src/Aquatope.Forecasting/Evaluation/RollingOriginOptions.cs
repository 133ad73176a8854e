using System.Collections.Immutable;

namespace Aquatope.Forecasting;

/// <summary>How a method is put to the test.</summary>
/// <param name="TrainingBins">How many bins it learns from; positive, and at least <see cref="Horizon"/> fewer than there are.</param>
public sealed record RollingOriginOptions(int TrainingBins)
{
    /// <summary>Gets how many bins are forecast from each origin; all of them count. Default: 1.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>Gets the probabilities of the quantiles to score, each in (0, 1). Default: 0.5, 0.9, 0.95, 0.99.</summary>
    public ImmutableArray<double> Quantiles { get; init; } = [0.5, 0.9, 0.95, 0.99];

    /// <summary>Gets the seed of the training. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets how many origins are forecast together. Default: 512.</summary>
    public int Block { get; init; } = 512;
}
