using System.Reflection;
using System.Text.RegularExpressions;
using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Local;
using Aquatope.TaskHub;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Docs.Tests;

/// <summary>The glossary's names are those of the code.</summary>
public sealed partial class GlossaryTests
{
    private static readonly Type[] Types = [.. ((Type[])[typeof(IForecaster), typeof(GaussianProcess), typeof(LocalMachine), typeof(TaskHubServer), typeof(Trial), typeof(Lane)])
        .SelectMany(type => type.Assembly.GetExportedTypes())];

    public static TheoryData<string> Names => [.. Row().Matches(Repository.Read("docs/concepts.md"))
        .SelectMany(row => Name().Matches(row.Groups["code"].Value))
        .Select(name => name.Groups["name"].Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_InTheGlossary_IsPublicInTheCode(string name)
    {
        string[] parts = name.Split('.');
        Type? type = Types.SingleOrDefault(candidate => candidate.Name == parts[0]);

        Assert.NotNull(type);
        Assert.True(parts.Length == 1 || type.GetMember(parts[1], BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Length > 0, name);
    }

    [GeneratedRegex(@"^\|[^|]+\|[^|]+\|(?<code>[^|]*`[^|]*)\|$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[A-Za-z.]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
