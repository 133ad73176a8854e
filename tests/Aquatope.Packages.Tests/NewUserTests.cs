using Aquatope.Integration.Tests;

namespace Aquatope.Packages.Tests;

/// <summary>What a new user does with the packages, step by step.</summary>
public sealed class NewUserTests(PackedFeed feed)
{
    [Fact]
    public async Task Template_InstalledFromTheFeed_MakesAProjectThatRunsAtOnce()
    {
        string folder = feed.NewUser("template");
        DotNet dotnet = PackedFeed.CommandIn(folder);
        await dotnet.RunAsync("new", "install", feed.Packages.Single(package => package.Contains("Aquatope.Templates", StringComparison.Ordinal)));
        await dotnet.RunAsync("new", "aquatope-workflow", "--output", "ParcelDesk", "--no-restore");
        string said = await dotnet.RunAsync("build", "ParcelDesk", "-v", "quiet");

        Assert.DoesNotContain("warning", said.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        string project = Path.Combine(folder, "ParcelDesk");
        using var program = new ProgramProcess(Path.Combine(project, "bin", "Debug", "net10.0", "ParcelDesk"), project, dotnet.Environment, []);
        await program.HearAsync("17 words about cat, dog, saw");
        await program.PressControlCAsync();
        (int exitCode, _, string error) = await program.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Empty(ProgramProcess.RunningIn(project));
    }

    [Fact]
    public async Task Tool_InstalledFromTheFeed_RunsAWorkflowWithWorkersOfItsOwn()
    {
        string folder = feed.NewUser("tool");
        DotNet dotnet = PackedFeed.CommandIn(folder);
        await dotnet.RunAsync("tool", "install", "aquatope", "--version", PackedFeed.Version, "--tool-path", "tools", "--source", feed.Path);

        using var program = new ProgramProcess(Path.Combine(folder, "tools", "aquatope"), folder, dotnet.Environment, ["run", "chain", "--minutes", "0.1", "--load", "4"]);
        await program.HearAsync("executions done.");
        await program.PressControlCAsync();
        (int exitCode, _, string error) = await program.EndAsync();

        Assert.True(exitCode == 130, error);
        Assert.Empty(ProgramProcess.RunningIn(folder));
    }
}
