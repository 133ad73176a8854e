using System.Diagnostics;

namespace Aquatope.Infra.Tests;

/// <summary>Runs one of the template's shell scripts with tools of the test's own before those of the machine.</summary>
internal static class InfraScript
{
    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script's path.</param>
    /// <param name="tools">The folder of tools that are found first.</param>
    /// <param name="variables">The environment.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string script, DirectoryInfo tools, IEnumerable<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo("sh", [script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{tools.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        await process.StandardError.ReadToEndAsync(cancellation);
        await output;
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }
}
