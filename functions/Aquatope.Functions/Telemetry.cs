using Aquatope.Azure;
using Aquatope.Tuning;
using Aquatope.Workflows;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Aquatope.Functions;

/// <summary>Sends the app's spans, metrics and logs to Azure Monitor, or to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
internal static class Telemetry
{
    /// <summary>Adds the exporters that there are settings for.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        OpenTelemetryBuilder telemetry = services.AddOpenTelemetry();
        telemetry.UseFunctionsWorkerDefaults();
        telemetry.WithTracing(tracing => tracing.AddSource(StageSpans.SourceName));
        telemetry.WithMetrics(metrics => metrics.AddMeter(TriggeredTimers.MeterName));
        if (settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection)
        {
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = connection;
                exporter.Credential = AzureCredentials.Of(settings["AZURE_CLIENT_ID"]);

                // Reports are made of spans: the exporter's defaults would drop most of them.
                exporter.TracesPerSecond = null;
                exporter.SamplingRatio = 1;
            });
        }

        if (settings["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }
}
