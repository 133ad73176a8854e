// Declarations, not implementations: what Program.cs calls. There is no host behind them.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public static class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw Declaration.Called();
    }

    public abstract class FunctionsApplicationBuilder
    {
        public abstract ConfigurationManager Configuration { get; }

        public abstract IServiceCollection Services { get; }

        public abstract IHost Build();
    }

    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => throw Declaration.Called();
    }

    internal static class Declaration
    {
        public static NotSupportedException Called() => new("This build has declarations in place of the Functions worker. Build with -p:DurableTaskSdk=Microsoft.");
    }
}

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry
{
    public static class ConfigureFunctionsOpenTelemetry
    {
        public static global::OpenTelemetry.IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this global::OpenTelemetry.IOpenTelemetryBuilder builder) =>
            throw Builder.Declaration.Called();
    }
}
