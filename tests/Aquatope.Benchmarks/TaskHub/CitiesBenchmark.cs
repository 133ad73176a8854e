using System.Globalization;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>Five activities one after the other ("HelloCities5", ten events), by closed loops of clients.</summary>
internal static class CitiesBenchmark
{
    public static async Task RunAsync(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        using var file = new HubDatabaseFile();
        await using HubRig rig = await HubRig.StartAsync(file.Path, settings, HubOrchestrations.Register);
        await Load.RunAsync(10, TimeSpan.FromSeconds(settings.Number("warmup", 5)), () => Cities(rig), time);
        foreach (string concurrency in settings.Text("concurrency", "1,10,80").Split(','))
        {
            output.WriteLine(await Load.RunAsync(
                int.Parse(concurrency, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(settings.Number("seconds", 10)), () => Cities(rig), time));
        }
    }

    public static Task Cities(HubRig rig) => rig.RunAsync(HubOrchestrations.Cities, null);
}
