using System.Text.RegularExpressions;

namespace Aquatope.Docs.Tests;

/// <summary>Links between the pages, and to other files of the repository, lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfAPage_LeadToAFileAndAHeading(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        foreach (Match link in Link().Matches(Repository.Read(page)))
        {
            string[] target = link.Groups["target"].Value.Split('#');
            string file = target[0].Length == 0 ? Path.Combine(Repository.Root, page) : Path.GetFullPath(Path.Combine(folder, target[0]));

            Assert.True(File.Exists(file) || Directory.Exists(file), $"{page}: {link.Value}");
            Assert.True(target.Length == 1 || HeadingsOf(file).Contains(target[1], StringComparer.Ordinal), $"{page}: {link.Value}");
        }
    }

    // As the sites that show repositories make them: small letters, no punctuation, hyphens for spaces.
    private static IEnumerable<string> HeadingsOf(string file) => Heading().Matches(File.ReadAllText(file).ReplaceLineEndings("\n"))
        .Select(match => Punctuation().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)(?<target>[^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();
}
