using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Examples;

namespace Aquatope.Functions.Tests;

/// <summary>What the page about Azure tells who deploys another example.</summary>
public sealed class AzurePageTests
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static TheoryData<string> Examples => [.. ExampleWorkflows.All.Select(example => example.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Table_OfExamples_HasTheirStagesAndAnInputThatTheyTake(string name)
    {
        ExampleWorkflow example = ExampleWorkflows.All.Single(example => example.Name == name);
        string row = Assert.Single(
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "azure.md")), line => line.StartsWith($"| `{example.Orchestrator}` |", StringComparison.Ordinal));
        string[] cells = row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(string.Join(", ", example.Stages.Select(stage => stage.Name)), cells[1]);
        Assert.NotNull(JsonSerializer.Deserialize(cells[2].Trim('`'), example.Create().InputType, Strict));
    }
}
