namespace Aquatope.Cli;

/// <summary>A model that <c>aquatope train</c> has made.</summary>
/// <param name="Series">The series that it learned from, in the order of the file.</param>
/// <param name="File">Where it is.</param>
/// <param name="TrainingBins">How many bins it learned from.</param>
/// <param name="BinSeconds">How wide they are.</param>
/// <param name="TrainSeconds">How long it learned.</param>
internal sealed record TrainedModel(IReadOnlyList<string> Series, string File, long TrainingBins, double BinSeconds, double TrainSeconds);
