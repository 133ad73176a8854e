using System.Text.Json.Nodes;

namespace Aquatope.Infra.Tests;

/// <summary>What a deployment would make, as the compiler foretells it.</summary>
public sealed class SnapshotTests(BicepFixture bicep) : IClassFixture<BicepFixture>, IDisposable
{
    private readonly DirectoryInfo _copy = BicepFixture.Copy();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _copy.Delete(recursive: true);

    /// <summary>Where a difference is meant, write the snapshot anew: <c>bicep snapshot FILE --mode overwrite</c> with the fixture's values.</summary>
    [Theory]
    [InlineData("main.bicepparam")]
    [InlineData("container-apps.bicepparam")]
    public async Task Validate_AParameterFile_FindsTheSnapshotInTheRepository(string file) =>
        Assert.Equal((0, string.Empty), await bicep.SnapshotAsync(Path.Combine(_copy.FullName, file), "validate"));

    [Fact]
    public async Task Overwrite_FlexConsumptionAfterTuning_KeepsWhatWasLearned()
    {
        JsonNode[] resources = await TunedAsync("main");
        JsonNode scale = Tuned(resources, "Microsoft.Web/sites")["functionAppConfig"]!["scaleAndConcurrency"]!;
        JsonNode settings = Tuned(resources, "Microsoft.Web/sites/config");

        Assert.Equal(("4096", "3"), ($"{scale["instanceMemoryMB"]}", $"{scale["alwaysReady"]![0]!["instanceCount"]}"));
        Assert.Equal(("2", "4096", "8"), ($"{settings["AQUATOPE_CPU"]}", $"{settings["AQUATOPE_MEMORY_MIB"]}", $"{settings["AQUATOPE_CONCURRENCY"]}"));
        Assert.Equal("8", $"{settings["AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions"]}");
    }

    [Fact]
    public async Task Overwrite_ContainerAppsAfterTuning_KeepsWhatWasLearned()
    {
        JsonNode template = Tuned(await TunedAsync("container-apps"), "Microsoft.App/containerApps")["template"]!;

        Assert.Equal(("2", "4Gi", "3"), ($"{template["containers"]![0]!["resources"]!["cpu"]}", $"{template["containers"]![0]!["resources"]!["memory"]}", $"{template["scale"]!["minReplicas"]}"));
        Assert.Equal("8", $"{template["scale"]!["rules"]![0]!["custom"]!["metadata"]!["maxConcurrentWorkItemsCount"]}");
    }

    [Theory]
    [InlineData("main")]
    [InlineData("container-apps")]
    public void Snapshot_OfEverything_HasNoKeys(string name)
    {
        string snapshot = File.ReadAllText(Path.Combine(BicepFixture.Infra, $"{name}.snapshot.json"));

        Assert.DoesNotContain("listKeys", snapshot, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey", snapshot, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"allowSharedKeyAccess\": true", snapshot, StringComparison.Ordinal);
    }

    private static JsonNode[] Resources(string folder, string name) =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.snapshot.json")))!["predictedResources"]!.AsArray().OfType<JsonNode>()];

    private static JsonNode Tuned(JsonNode[] resources, string type) => Assert.Single(
        resources,
        resource => $"{resource["type"]}" == type && $"{resource["name"]}".Contains("production-findmarks", StringComparison.Ordinal))["properties"]!;

    private async Task<JsonNode[]> TunedAsync(string name)
    {
        // As the record of the stage's app in the state container says it.
        await File.WriteAllTextAsync(
            Path.Combine(_copy.FullName, "tuned.json"),
            """{"FindMarks": {"warmTarget": 5, "changedAt": "2026-11-24T12:00:00+00:00", "setting": {"memoryMiB": 4096, "concurrency": 8, "warm": 3}}}""",
            Cancellation);
        Assert.Equal((0, string.Empty), await bicep.SnapshotAsync(Path.Combine(_copy.FullName, $"{name}.bicepparam"), "overwrite"));
        return Resources(_copy.FullName, name);
    }
}
