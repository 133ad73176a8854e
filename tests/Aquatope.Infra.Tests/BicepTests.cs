using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Aquatope.Infra.Tests;

/// <summary>Every Bicep file compiles without a word from the compiler or the linter, offline.</summary>
public sealed partial class BicepTests : IDisposable
{
    private static readonly string Infra = Path.Combine(AppContext.BaseDirectory, "infra");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-bicep-");

    public static TheoryData<string> Files => [.. Directory
        .EnumerateFiles(Infra, "*.bicep", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Infra, file))
        .Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Build_OfAFile_SaysNothing(string file) =>
        Assert.Equal((0, string.Empty), await BicepAsync("build", Path.Combine(Infra, file), "--outfile", Out("template.json")));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Lint_OfAFile_SaysNothing(string file) =>
        Assert.Equal((0, string.Empty), await BicepAsync("lint", Path.Combine(Infra, file)));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Format_OfAFile_ChangesNothing(string file)
    {
        string formatted = Out("formatted.bicep");
        Assert.Equal((0, string.Empty), await BicepAsync("format", Path.Combine(Infra, file), "--outfile", formatted));

        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(await File.ReadAllTextAsync(formatted, cancellation), await File.ReadAllTextAsync(Path.Combine(Infra, file), cancellation));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Parameters_OfAFile_AreDescribed(string file)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Infra, file), TestContext.Current.CancellationToken);
        for (int n = 0; n < lines.Length; n++)
        {
            if (Declaration().IsMatch(lines[n]))
            {
                // Decorators stand directly above their declaration.
                IEnumerable<string> decorators = lines.Take(n).Reverse().TakeWhile(line => line.Length > 0);
                Assert.Contains(decorators, line => line.StartsWith("@description(", StringComparison.Ordinal));
            }
        }
    }

    private string Out(string name) => Path.Combine(_folder.FullName, name);

    private async Task<(int ExitCode, string Said)> BicepAsync(params string[] args)
    {
        string bicep = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Bicep").Value!;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The Bicep compiler's package is for Linux.");
        var start = new ProcessStartInfo(bicep, args) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The compiler unpacks itself, for which it needs a folder that it may write to.
        start.Environment["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = _folder.FullName;
        using Process process = Process.Start(start)!;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        string error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, (await output + error).Trim());
    }

    [GeneratedRegex("^(param|output) ", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
