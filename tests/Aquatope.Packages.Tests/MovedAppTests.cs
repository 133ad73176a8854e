using System.Xml.Linq;
using Aquatope.Docs.Tests;
using Aquatope.Integration.Tests;

namespace Aquatope.Packages.Tests;

/// <summary>What somebody does who has a Durable Functions app, as the documentation says it.</summary>
public sealed class MovedAppTests(PackedFeed feed)
{
    [Fact]
    public async Task Methods_InAProgramBesideMicrosoftsPackages_RunOnThisMachine()
    {
        string folder = feed.NewUser("moved");
        DotNet dotnet = PackedFeed.CommandIn(folder);
        await dotnet.RunAsync("new", "console", "--output", "Receipts", "--no-restore");
        await dotnet.RunAsync("add", "Receipts", "package", "Aquatope.Local", "--version", PackedFeed.Version);
        foreach (string package in (string[])["Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Extensions.DurableTask"])
        {
            await dotnet.RunAsync("add", "Receipts", "package", package, "--version", VersionOf(package));
        }

        string project = Path.Combine(folder, "Receipts");
        Snippet page = Snippet.Of("csharp").Single(snippet => snippet.Page == "docs/migrate.md" && snippet.Output.Length > 0);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), page.Code, TestContext.Current.CancellationToken);
        await dotnet.RunAsync("build", "Receipts", "-v", "quiet");

        using var program = new ProgramProcess(Path.Combine(project, "bin", "Debug", "net10.0", "Receipts"), project, dotnet.Environment, []);
        (int exitCode, string output, string error) = await program.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Equal(page.Output, output.ReplaceLineEndings("\n"));
    }

    /// <summary>Returns the version of a package that the repository is built with.</summary>
    private static string VersionOf(string package) => XDocument.Parse(Repository.Read("Directory.Packages.props"))
        .Descendants("PackageVersion").Single(entry => entry.Attribute("Include")!.Value == package).Attribute("Version")!.Value;
}
