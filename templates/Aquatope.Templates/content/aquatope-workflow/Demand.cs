using System.Diagnostics;
using Aquatope.Workflows;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AquatopeWorkflow1;

/// <summary>Starts one execution a second, so that there is something to measure. Yours come from a queue, a web request or a timer.</summary>
internal sealed class Demand(LaneClients clients, ILogger<Demand> logger) : BackgroundService
{
    private const string Text = "The cat saw the dog, and the dog saw the cat; it is the cat that ran.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DurableTaskClient client = clients.Of(Lane.Production);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            long started = Stopwatch.GetTimestamp();
            string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(DescribeText), Text, stoppingToken);
            OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, stoppingToken);
            logger.LogInformation("{Result}, in {Latency:F0} ms.", ended.ReadOutputAs<string>(), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
