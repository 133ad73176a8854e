namespace Aquatope.Cli;

/// <summary>A column of a table that fits its terminal.</summary>
/// <param name="Wide">Its heading where there is room.</param>
/// <param name="Narrow">Its heading on a narrow terminal; null where it does without the column.</param>
/// <param name="IsText">Whether it holds text, which is aligned to the left.</param>
internal sealed record FittingColumn(string Wide, string? Narrow, bool IsText = false);
