namespace Aquatope.Dashboard;

/// <summary>An answer that the page has before it asks.</summary>
/// <param name="Path">What it would ask, below <c>/api/</c>.</param>
/// <param name="Query">The parameters that it would ask with, in its order.</param>
/// <param name="Answer">What it would be answered.</param>
internal sealed record FirstAnswer(string Path, IReadOnlyDictionary<string, string> Query, object Answer);
