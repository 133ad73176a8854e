using Aquatope.Examples.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Aquatope.Functions;

/// <summary>Sends the app's spans, metrics and logs.</summary>
internal static class Telemetry
{
    /// <summary>Adds what the worker of a function app sends: the host sends the spans of Durable Task.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry();
        telemetry.UseFunctionsWorkerDefaults();
        telemetry.WithTracing(tracing => tracing.AddSource(StageSpans.SourceName));
        telemetry.WithMetrics(metrics => metrics.AddMeter(TriggeredTimers.MeterName));
        telemetry.AddExporters(settings);
    }
}
