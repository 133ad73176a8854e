using System.IO.Compression;
using System.Xml.Linq;

namespace Aquatope.Packages.Tests;

/// <summary>What the packages contain.</summary>
public sealed class PackageContentTests(PackedFeed feed)
{
    [Fact]
    public void Pack_OfTheSolution_YieldsTheLibrariesTheToolAndTheTemplates() =>
        Assert.Equal(
            [
                "Aquatope.Azure", "Aquatope.Dashboard", .. PackedFeed.Api, "Aquatope.Forecasting", "Aquatope.Inference", "Aquatope.Local", "Aquatope.Simulation",
                "Aquatope.TaskHub", "Aquatope.Templates", "Aquatope.Tuning", "Aquatope.Workflows", "aquatope",
            ],
            feed.Packages.Select(package => MetadataOf(package, "id")));

    [Fact]
    public void Packages_AllOfThem_SayWhatTheyAreAndUnderWhichLicence() =>
        Assert.All(feed.Packages, package =>
        {
            Assert.Equal("MIT", MetadataOf(package, "license"));
            Assert.Equal("README.md", MetadataOf(package, "readme"));
            Assert.NotEqual("Package Description", MetadataOf(package, "description"));
            Assert.Contains("durable-task", MetadataOf(package, "tags"), StringComparison.Ordinal);
            Assert.Contains("README.md", FilesOf(package));
        });

    [Fact]
    public void Packages_OfTheTwoBuilds_CannotBeTakenForOneAnother() =>
        Assert.All(feed.Packages, package => Assert.Equal(PackedFeed.Version, MetadataOf(package, "version")));

    [Fact]
    public void Libraries_AllOfThem_HaveDocumentationAndSymbols() =>
        Assert.All(feed.Packages.Where(package => MetadataOf(package, "id") is not ("aquatope" or "Aquatope.Templates")), package =>
        {
            string library = $"lib/net10.0/{MetadataOf(package, "id")}";
            Assert.Contains($"{library}.dll", FilesOf(package));
            Assert.Contains($"{library}.xml", FilesOf(package));
            Assert.Contains($"{library}.pdb", FilesOf(Path.ChangeExtension(package, ".snupkg")));
        });

    [Fact]
    public void Tool_ForEverySystem_HasNativeLibrariesAndNoSymbolsOfThem()
    {
        IReadOnlyList<string> natives = [.. FilesOf(feed.Packages.Single(package => MetadataOf(package, "id") == "aquatope"))
            .Where(file => file.Contains("/runtimes/", StringComparison.Ordinal))];

        Assert.All(
            ["win-x64/native/libSkiaSharp.dll", "osx-arm64/native/libe_sqlite3.dylib", "linux-x64/native/libe_sqlite3.so", "linux-musl-arm64/native/libSkiaSharp.so"],
            file => Assert.Contains($"tools/net10.0/any/runtimes/{file}", natives));
        Assert.DoesNotContain(natives, file => file.EndsWith(".pdb", StringComparison.Ordinal));
        Assert.DoesNotContain(natives, file => file.Contains("riscv", StringComparison.Ordinal));
    }

    private static string MetadataOf(string package, string element)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream manifest = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(manifest).Descendants().First(candidate => candidate.Name.LocalName == element).Value;
    }

    private static List<string> FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
