using Aquatope.Tests.NodeJs;

namespace Aquatope.Dashboard.Tests;

/// <summary>The browser that tests look at the dashboard with.</summary>
internal static class Chromium
{
    /// <summary>The variable that names the browser where it is not on the PATH.</summary>
    public const string Variable = "AQUATOPE_CHROMIUM";

    /// <summary>The variable that says where screenshots go. Default: none are made.</summary>
    public const string ScreenshotsVariable = "AQUATOPE_SCREENSHOTS";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Find();

    private static string Scripts => System.IO.Path.Combine(AppContext.BaseDirectory, "Browser");

    /// <summary>Skips the test where there is no browser or no Node.js.</summary>
    public static void SkipUnlessThere()
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        Assert.SkipWhen(Path is null, $"No Chromium is on the PATH ({string.Join(", ", Names)}) and {Variable} names none, so that the dashboard cannot be looked at. On Debian: apt-get install chromium.");
    }

    /// <summary>Runs a script of <c>Browser/</c>.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    public static async Task<T> RunAsync<T>(string script, object input)
    {
        await NodePackages.InstallAsync(Scripts);
        string answer = await NodeProcess.AskAsync(Scripts, System.Text.Json.JsonSerializer.Serialize(input, DashboardJson.Options), script);
        return System.Text.Json.JsonSerializer.Deserialize<T>(answer, DashboardJson.Options)!;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
        .FirstOrDefault(File.Exists);
}
