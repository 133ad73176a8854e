using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aquatope.Cli;

/// <summary>Sends the task hub's metrics and the orchestrations' spans to an OTLP endpoint, where the environment names one.</summary>
internal static class Telemetry
{
    /// <summary>The variable of OpenTelemetry that names the endpoint; its others (protocol, headers, intervals) hold as well.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Begins to send, if there is somewhere to send to.</summary>
    /// <returns>What sends the rest and ends when disposed; null where nothing is sent.</returns>
    /// <exception cref="UsageException">The endpoint is no address.</exception>
    public static IDisposable? Start()
    {
        string? endpoint = Environment.GetEnvironmentVariable(EndpointVariable);
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return null;
        }

        return Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? Export()
            : throw new UsageException($"{EndpointVariable}: expected an address such as http://localhost:4317, not '{endpoint}'.");
    }

    // Apart, so that nothing of OpenTelemetry is loaded where nothing is sent.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Exporters Export()
    {
        // What the environment says about the resource wins, as it comes last.
        ResourceBuilder resource = ResourceBuilder.CreateEmpty().AddTelemetrySdk().AddService("aquatope").AddEnvironmentVariableDetector();
        return new Exporters(
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Aquatope.*").AddOtlpExporter().Build(),
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.DurableTask").AddOtlpExporter().Build());
    }

    private sealed class Exporters(MeterProvider meters, TracerProvider tracers) : IDisposable
    {
        public void Dispose()
        {
            tracers.Dispose();
            meters.Dispose();
        }
    }
}
