using Aquatope.Azure;
using Aquatope.Examples.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Aquatope.Worker;

/// <summary>Makes a program on the generic host the worker that its settings say.</summary>
internal static class WorkerServices
{
    private const string Connection = "DURABLE_TASK_SCHEDULER_CONNECTION_STRING";

    // Those of the SDK, and of the embedded hub.
    private const string DurableTaskSource = "Microsoft.DurableTask";

    /// <summary>Adds the worker.</summary>
    /// <exception cref="AquatopeException">A setting is missing or wrong; the message says which.</exception>
    public static void AddWorker(this IServiceCollection services, IConfiguration settings)
    {
        WorkerRole role = WorkerRole.Read(settings);
        foreach (string setting in (string[])["AQUATOPE_LANE", "AQUATOPE_SHARED_CONTAINER", .. role.Stage is null ? (string[])[] : [StageSettings.Cpu]])
        {
            settings.Required(setting);
        }

        string taskHub = settings.Required("TASKHUB_NAME");
        string connection = Checked($"{settings.Required(Connection)};TaskHub={taskHub}");

        // The stage is made before the worker takes its first work item: hosted services start in order.
        services.AddAquatope(aquatope => aquatope.UseAzure(settings).AddExamples(settings));
        services.AddOptions<DurableTaskRegistry>(taskHub).Configure<TriggeredTasks>(role.AddTasks);
        services.AddDurableTaskWorker(taskHub, worker =>
        {
            worker.UseDurableTaskScheduler(connection);
            worker.UseWorkItemFilters();
            worker.Configure(options => options.Concurrency.MaximumConcurrentActivityWorkItems =
                StageSettings.Read(name => settings[name])?.Concurrency ?? options.Concurrency.MaximumConcurrentActivityWorkItems);
        });
        AddTelemetry(services, settings, role);
    }

    private static void AddTelemetry(IServiceCollection services, IConfiguration settings, WorkerRole role)
    {
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry();
        telemetry.ConfigureResource(resource => resource.AddService(role.Stage ?? "orchestrator"));
        telemetry.WithTracing(tracing => tracing.AddSource(DurableTaskSource, StageSpans.SourceName));
        telemetry.AddExporters(settings);
    }

    private static string Checked(string connection)
    {
        try
        {
            _ = DurableTaskSchedulerWorkerOptions.FromConnectionString(connection);
            return connection;
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException(Connection, $"is wrong: {wrong.Message}", wrong);
        }
    }
}
