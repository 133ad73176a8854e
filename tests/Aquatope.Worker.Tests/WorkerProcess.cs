using System.Net;
using System.Reflection;
using Aquatope.Integration.Tests;

namespace Aquatope.Worker.Tests;

/// <summary>The worker's program as a process, with the settings that the template gives a container app.</summary>
internal static class WorkerProcess
{
    public const string Lane = "production";

    private static readonly string Program =
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Worker").Value!;

    /// <summary>Starts a worker and waits until it is connected.</summary>
    public static async Task<ProgramProcess> StartAsync(string folder, IPEndPoint hub, params (string Name, string Value)[] settings)
    {
        ProgramProcess worker = Start(folder, [.. Settings(hub), .. settings]);
        await worker.HearAsync("Application started");
        return worker;
    }

    /// <summary>Starts a worker with just these settings.</summary>
    public static ProgramProcess Start(string folder, IEnumerable<(string Name, string Value)> settings) =>
        new(Program, folder, settings.ToDictionary(setting => setting.Name, setting => setting.Value), []);

    /// <summary>Returns the settings that every worker has.</summary>
    public static IEnumerable<(string Name, string Value)> Settings(IPEndPoint hub) =>
    [
        ("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", $"Endpoint=http://{hub};Authentication=None"),
        ("TASKHUB_NAME", Lane),
        ("AQUATOPE_LANE", Lane),
        ("AQUATOPE_SHARED_CONTAINER", "https://st.blob.core.windows.net/aquatope-shared"),
        ("AQUATOPE_CPU", "1"),
        ("AQUATOPE_MEMORY_MIB", "2048"),
        ("AQUATOPE_CONCURRENCY", "2"),
    ];
}
