namespace Aquatope.Cli;

/// <summary>What <c>aquatope train</c> was asked to do.</summary>
internal sealed record TrainRequest
{
    /// <summary>Gets the name of the method.</summary>
    public required string Model { get; init; }

    /// <summary>Gets the days to learn from; null: all.</summary>
    public double? TrainDays { get; init; }

    /// <summary>Gets a value indicating whether one model learns from all series.</summary>
    public bool Global { get; init; }

    /// <summary>Gets the file of the model. Where several series get one each, the series' name comes before its ending.</summary>
    public required string Output { get; init; }

    /// <summary>Gets the seed of the training.</summary>
    public required ulong Seed { get; init; }
}
