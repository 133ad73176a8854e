using System.Text.RegularExpressions;

namespace Aquatope.Infra.Tests;

/// <summary>Every Bicep file compiles without a word from the compiler or the linter, offline, and looks as the formatter wants it.</summary>
public sealed partial class BicepTests(BicepFixture bicep) : IClassFixture<BicepFixture>, IDisposable
{
    private readonly DirectoryInfo _copy = BicepFixture.Copy();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Everything => Path.Combine(_copy.FullName, "**", "*.bicep");

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public async Task Build_OfEveryFile_SaysNothing()
    {
        Assert.Equal((0, string.Empty), await bicep.RunAsync("build", "--pattern", Everything));

        Assert.All(Files("*.bicep"), file => Assert.True(File.Exists(Path.Combine(_copy.FullName, Path.ChangeExtension(file, "json")))));
    }

    [Fact]
    public async Task Lint_OfEveryFile_SaysNothing() => Assert.Equal((0, string.Empty), await bicep.RunAsync("lint", "--pattern", Everything));

    [Fact]
    public async Task Lint_OfAFileWithAFlaw_SaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(_copy.FullName, "modules", "flaw.bicep"), "param unused string\n", Cancellation);

        (_, string said) = await bicep.RunAsync("lint", "--pattern", Everything);
        Assert.Contains("no-unused-params", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_OfEveryFile_ChangesNothing()
    {
        Assert.Equal((0, string.Empty), await bicep.RunAsync("format", "--pattern", Everything + "*"));

        string[] files = [.. Files("*.bicep"), .. Files("*.bicepparam")];
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(BicepFixture.Infra, file)), File.ReadAllText(Path.Combine(_copy.FullName, file))));
    }

    [Fact]
    public void Declarations_OfEveryFile_AreDescribed()
    {
        foreach (string file in Files("*.bicep"))
        {
            string[] lines = File.ReadAllLines(Path.Combine(BicepFixture.Infra, file));
            for (int n = 0; n < lines.Length; n++)
            {
                if (Declaration().IsMatch(lines[n]))
                {
                    // Decorators stand directly above their declaration.
                    IEnumerable<string> decorators = lines.Take(n).Reverse().TakeWhile(line => line.Length > 0);
                    Assert.True(decorators.Any(line => line.StartsWith("@description(", StringComparison.Ordinal)), $"{file}({n + 1}): {lines[n]}");
                }
            }
        }
    }

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(BicepFixture.Infra, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(BicepFixture.Infra, file))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("^(param|output|type) ", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
