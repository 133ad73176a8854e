namespace Aquatope.Docs.Tests;

/// <summary>
/// Generated pages are what the code generates. To write them anew: run this project with
/// <c>-explicit only -class "*.GeneratedPages"</c>.
/// </summary>
public sealed class GeneratedPageTests
{
    [Fact]
    public void Reference_InTheDocumentation_IsThatOfTheCode() => Assert.Equal(ReferencePage.Write(), Repository.Read(ReferencePage.File));

    [Fact]
    public void Benchmarks_InTheDocumentation_AreThoseOfTheResults() => Assert.Equal(BenchmarksPage.Write(), Repository.Read(BenchmarksPage.File));
}

/// <summary>Writes the generated pages.</summary>
public sealed class GeneratedPages
{
    [Fact(Explicit = true)]
    public void Reference() => File.WriteAllText(Path.Combine(Repository.Root, ReferencePage.File), ReferencePage.Write());

    [Fact(Explicit = true)]
    public void Benchmarks() => File.WriteAllText(Path.Combine(Repository.Root, BenchmarksPage.File), BenchmarksPage.Write());
}
