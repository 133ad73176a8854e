using Aquatope.Workflows;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Cli;

/// <summary>What this program does when its pools start it again as one worker of one stage.</summary>
internal static class StageWorkerCommand
{
    /// <summary>The command's name; it is not for users.</summary>
    public const string Name = "stage-worker";

    /// <summary>Serves until the pool ends the worker.</summary>
    /// <param name="workflow">The workflow that the stage belongs to.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string workflow)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddAquatope(aquatope => ExampleHost.Declare(aquatope, ExampleHost.Find(workflow)!));
        using IHost host = builder.Build();
        await host.RunAsync();
        return 0;
    }
}
