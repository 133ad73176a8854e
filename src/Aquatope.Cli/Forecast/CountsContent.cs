using Aquatope.Forecasting;

namespace Aquatope.Cli;

/// <summary>A named series of counts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Counts">The counts.</param>
internal sealed record NamedSeries(string Name, CountSeries Counts);

/// <summary>What a file of counts holds.</summary>
/// <param name="Series">The series, in the order in which they first appear.</param>
/// <param name="Notes">What a user should know of how they were read: sentences.</param>
internal sealed record CountsContent(IReadOnlyList<NamedSeries> Series, IReadOnlyList<string> Notes);
