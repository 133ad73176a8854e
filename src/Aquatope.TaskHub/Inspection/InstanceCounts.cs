namespace Aquatope.TaskHub;

/// <summary>How many instances a task hub has.</summary>
/// <param name="Total">All that are stored.</param>
/// <param name="Open">Those that have not ended.</param>
/// <param name="CreatedLately">Those created in the latest interval.</param>
/// <param name="EndedLately">Those that ended in the latest interval.</param>
public sealed record InstanceCounts(long Total, long Open, long CreatedLately, long EndedLately);
