using System.Text.RegularExpressions;

namespace Aquatope.Docs.Tests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Number">Which block of the page, from 1.</param>
/// <param name="Language">What the fence says: the language.</param>
/// <param name="Code">What is in it.</param>
/// <param name="Output">The text block that follows at once: what it prints; empty where there is none.</param>
internal sealed partial record Snippet(string Page, int Number, string Language, string Code, string Output)
{
    /// <summary>Returns the blocks of all pages in a language.</summary>
    /// <param name="language">The language.</param>
    public static IEnumerable<Snippet> Of(string language) => Repository.Pages.SelectMany(In).Where(snippet => snippet.Language == language);

    /// <summary>Returns a block by what <see cref="ToString"/> gives.</summary>
    /// <param name="name">The name.</param>
    public static Snippet Find(string name) => Repository.Pages.SelectMany(In).Single(snippet => snippet.ToString() == name);

    /// <inheritdoc/>
    public override string ToString() => $"{Page}#{Number}";

    private static IEnumerable<Snippet> In(string page) => Fence().Matches(Repository.Read(page)).Select((match, index) => new Snippet(
        page,
        index + 1,
        match.Groups["language"].Value,
        match.Groups["code"].Value,
        match.Groups["output"].Value));

    [GeneratedRegex(@"^```(?<language>[a-z]*)\n(?<code>.*?)^```(?:\n\n```text\n(?<output>.*?)^```)?", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
