using System.Diagnostics;

namespace Aquatope.Packages.Tests;

/// <summary>Runs the dotnet command as a new user has it: settings, tools, templates and packages in a folder of its own.</summary>
/// <param name="folder">The folder.</param>
/// <param name="packages">Where packages of others are that need not be fetched again.</param>
internal sealed class DotNet(string folder, string packages)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets the environment of what the user runs.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_HOME"] = Path.Combine(folder, "home"),
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["NUGET_PACKAGES"] = Path.Combine(folder, "packages"),
        ["NUGET_FALLBACK_PACKAGES"] = packages,
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <summary>Runs a command, which must succeed.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What it said.</returns>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            // A build that runs the tests would hand its own ways on.
            start.Environment.Remove(variable);
        }

        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        string said = output + await error;
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {said}");
        return said;
    }
}
