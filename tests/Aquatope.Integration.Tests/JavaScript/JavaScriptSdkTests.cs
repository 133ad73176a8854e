using System.Text.RegularExpressions;
using Aquatope.Tests.NodeJs;

namespace Aquatope.Integration.Tests.JavaScript;

/// <summary>The official JavaScript SDK as client and as worker, on the embedded hub.</summary>
[Collection(JavaScriptTests.Name)]
public sealed partial class JavaScriptSdkTests(JavaScriptFixture javaScript)
{
    /// <summary>Gets every scenario by file and name, in the order in which the files declare them.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Scenarios =>
        from path in Directory.EnumerateFiles(Path.Combine(JavaScriptFixture.Sdk, "scenarios"), "*.mjs").Order(StringComparer.Ordinal)
        from Match declaration in Declaration().Matches(File.ReadAllText(path))
        select new TheoryDataRow<string, string>($"scenarios/{Path.GetFileName(path)}", declaration.Groups["name"].Value);

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_OnTheEmbeddedHub_Passes(string file, string scenario)
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);

        await javaScript.RunAsync(file, scenario, javaScript.NewTaskHub());
    }

    [GeneratedRegex("^scenario\\(\"(?<name>[^\"]+)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
