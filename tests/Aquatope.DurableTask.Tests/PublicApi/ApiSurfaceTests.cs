namespace Microsoft.DurableTask.Tests.PublicApi;

/// <summary>
/// Holds the two builds of the API together: <c>PublicApi.txt</c> is exactly the API of our own, and each line of it is
/// an official one. What the official API has beyond it is listed in <c>Omissions.txt</c>, with reasons.
/// </summary>
public sealed class ApiSurfaceTests
{
    [Fact]
    public void Api_OfEitherBuild_HasWhatThePublicApiLists() =>
        Assert.Empty(Listed("PublicApi.txt").Except(ApiSurface.Lines(), StringComparer.Ordinal));

    [Fact]
    public void Api_OfEitherBuild_HasNothingBeyondTheLists()
    {
        HashSet<string> listed = new([.. Listed("PublicApi.txt"), .. Listed("Omissions.txt")], StringComparer.Ordinal);

        string[] beyond = [.. ApiSurface.Lines().Where(line => !IsBeneath(line) && !listed.Contains(line) && !listed.Contains(TypeOf(line)))];

        Assert.Empty(beyond);
    }

    // Packages beneath the official API, of which our own has only what its clients see.
    private static bool IsBeneath(string line) =>
        line.StartsWith("Microsoft.DurableTask.Protobuf.", StringComparison.Ordinal)
        || (line.StartsWith("DurableTask.Core.", StringComparison.Ordinal)
            && typeof(global::DurableTask.Core.History.HistoryEvent).Assembly != typeof(TaskName).Assembly);

    // Where a type is left out, each of its members is; where it is not, its line says so only for itself.
    private static string TypeOf(string line) => $"{line.Split(" :: ")[0]} :: *";

    private static string[] Listed(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "PublicApi", file)).Where(line => line.Length > 0 && line[0] != '#')];
}
