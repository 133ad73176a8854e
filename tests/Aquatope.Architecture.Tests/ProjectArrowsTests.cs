using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Aquatope.Architecture.Tests;

/// <summary>Holds the arrows between the projects: what each assembly may reference of ours, and nothing else.</summary>
public sealed class ProjectArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Aquatope.DurableTask"] = [],
        ["Aquatope.TaskHub"] = [],
        ["Aquatope.Inference"] = [],
        ["Aquatope.Forecasting"] = ["Aquatope.Inference"],
        ["Aquatope.Tuning"] = ["Aquatope.Inference", "Aquatope.Forecasting"],

        // Tuning hands its foundations on: exceptions derive from Inference's base, and forecasts are Forecasting's types.
        ["Aquatope.Simulation"] = ["Aquatope.Tuning", "Aquatope.Inference", "Aquatope.Forecasting"],
        ["Aquatope.Workflows"] = ["Aquatope.DurableTask", "Aquatope.Tuning", "Aquatope.Inference", "Aquatope.Forecasting"],
        ["Aquatope.Local"] = ["Aquatope.Workflows", "Aquatope.TaskHub", "Aquatope.Tuning", "Aquatope.Inference", "Aquatope.DurableTask"],
        ["Aquatope.Dashboard"] = ["Aquatope.Local", "Aquatope.Workflows", "Aquatope.TaskHub", "Aquatope.DurableTask", "Aquatope.Tuning", "Aquatope.Inference", "Aquatope.Forecasting"],
        ["Aquatope.Azure"] = ["Aquatope.Tuning", "Aquatope.Inference", "Aquatope.Forecasting"],
        ["Aquatope.Examples"] = ["Aquatope.Workflows", "Aquatope.DurableTask", "Aquatope.Tuning"],
        ["Aquatope.Examples.Azure"] = ["Aquatope.Examples", "Aquatope.Azure", "Aquatope.Workflows", "Aquatope.Tuning", "Aquatope.Inference", "Aquatope.DurableTask"],
        ["Aquatope.Worker"] = ["Aquatope.Examples.Azure", "Aquatope.Examples", "Aquatope.Azure", "Aquatope.Workflows", "Aquatope.Tuning", "Aquatope.Inference", "Aquatope.DurableTask"],
        ["aquatope"] =
        [
            "Aquatope.DurableTask", "Aquatope.TaskHub", "Aquatope.Inference", "Aquatope.Forecasting", "Aquatope.Tuning",
            "Aquatope.Workflows", "Aquatope.Local", "Aquatope.Dashboard", "Aquatope.Simulation", "Aquatope.Examples",
        ],
    };

    public static TheoryData<string> Assemblies => [.. Directory
        .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(IsOurs)];

    [Fact]
    public void Assemblies_BesideThisTest_AreThoseWithArrows() =>
        Assert.Equal(
            Allowed.Keys.Where(name => name != "Aquatope.DurableTask" || Assemblies.Any(row => row.Data == name)).Order(StringComparer.Ordinal),
            Assemblies.Select(row => row.Data).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void References_OfAnAssembly_FollowTheArrows(string assembly) =>
        Assert.Empty(ReferencesOf(assembly).Where(IsOurs).Except(Allowed[assembly], StringComparer.Ordinal));

    [Theory]
    [InlineData("Aquatope.Inference")]
    [InlineData("Aquatope.Forecasting")]
    [InlineData("Aquatope.Tuning")]
    public void References_OfPureCode_HaveNoLoggerHostOrDatabase(string assembly) =>
        Assert.DoesNotContain(ReferencesOf(assembly), reference =>
            reference.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
            || reference.StartsWith("Microsoft.Data", StringComparison.Ordinal)
            || reference.StartsWith("Grpc", StringComparison.Ordinal)
            || reference.StartsWith("System.Net", StringComparison.Ordinal));

    /// <summary>Who runs the examples on one machine loads nothing of Azure for it.</summary>
    [Theory]
    [InlineData("Aquatope.Examples")]
    [InlineData("aquatope")]
    public void References_OfWhatRunsOnOneMachine_HaveNoLibraryOfAzure(string assembly) =>
        Assert.DoesNotContain(ReferencesOf(assembly), reference => reference.StartsWith("Azure.", StringComparison.Ordinal));

    private static bool IsOurs(string name) =>
        (name.StartsWith("Aquatope.", StringComparison.Ordinal) || name == "aquatope") && !name.EndsWith(".Tests", StringComparison.Ordinal);

    private static List<string> ReferencesOf(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
