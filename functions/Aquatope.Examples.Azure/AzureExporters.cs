using Aquatope.Azure;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;

namespace Aquatope.Examples.Azure;

/// <summary>Where an app sends its spans, metrics and logs: to Azure Monitor, or to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says.</summary>
public static class AzureExporters
{
    /// <summary>Adds the exporters that there are settings for.</summary>
    /// <param name="telemetry">What is sent.</param>
    /// <param name="settings">The app's settings.</param>
    public static void AddExporters(this OpenTelemetryBuilder telemetry, IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(telemetry);
        ArgumentNullException.ThrowIfNull(settings);
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
