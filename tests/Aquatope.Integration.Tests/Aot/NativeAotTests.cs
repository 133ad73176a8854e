using System.Diagnostics;
using System.Reflection;

namespace Aquatope.Integration.Tests.Aot;

/// <summary>A worker and client published with Native AOT, against the hub.</summary>
[Collection(WholeMachine.Name)]
public sealed class NativeAotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-aot-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Worker_PublishedWithNativeAot_RunsAnOrderOfEveryKindOfWork()
    {
        string worker = await PublishAsync();
        await using HubFixture hub = await HubFixture.StartAsync(Path.Combine(_folder, "hub.db"));

        (int exitCode, string said) = await RunAsync(worker, $"http://{hub.Address}");

        Assert.True(exitCode == 0, said);
        Assert.Equal("ada pays 7, approved by bob, labels [book] none, sold 2", said.Trim());
    }

    /// <summary>Publishes the worker into a folder of its own, so that a build of the same projects is not in the way.</summary>
    private static async Task<string> PublishAsync()
    {
        Dictionary<string, string?> facts = typeof(NativeAotTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(e => e.Key, e => e.Value);
        string? linker = OperatingSystem.IsWindows() ? null : Tool("clang") ?? Tool("gcc");
        Assert.SkipWhen(linker is null, "Native AOT needs clang or gcc on the path.");
        string output = Path.Combine(AppContext.BaseDirectory, "aot");
        string[] arguments =
        [
            facts["AotWorker"]!, "-c", "Release", "-v", "quiet", "--artifacts-path", output,
            "-p:PublishAot=true", $"-p:CppCompilerAndLinker={linker}", "-p:NativeDebugSymbols=false",

            // The sources are analysed where they are built; what the compiler of native code finds fails the publishing.
            "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false",
        ];
        (int restored, string problem) = await RunAsync("dotnet", ["restore", .. arguments.Where(argument => argument is not ("-c" or "Release"))]);
        Assert.SkipWhen(restored != 0 && problem.Contains("ILCompiler", StringComparison.OrdinalIgnoreCase), $"The compiler for Native AOT cannot be restored: {problem}");
        Assert.True(restored == 0, problem);
        (int published, string said) = await RunAsync("dotnet", ["publish", "--no-restore", "-o", Path.Combine(output, "worker"), .. arguments]);
        Assert.True(published == 0, said);
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
        return Path.Combine(output, "worker", "Aquatope.AotWorker");
    }

    private static string? Tool(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, name))) ? name : null;

    private static async Task<(int ExitCode, string Said)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            // A build that runs the tests would hand its own ways on.
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Cancellation);
        string output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output + await error);
    }
}
