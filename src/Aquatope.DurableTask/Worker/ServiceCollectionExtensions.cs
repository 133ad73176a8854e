using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Adds workers to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a worker, or returns the builder of the one that was added under this name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the worker; null for the default one.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskWorkerBuilder AddDurableTaskWorker(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        string workerName = name ?? Options.DefaultName;
        if (services.Select(service => service.ImplementationInstance).OfType<WorkerRegistration>()
            .FirstOrDefault(added => added.Builder.Name == workerName) is { } existing)
        {
            return existing.Builder;
        }

        DefaultDurableTaskWorkerBuilder builder = new(workerName, services);
        services.AddSingleton(new WorkerRegistration(builder));
        services.AddOptions<DurableTaskWorkerOptions>(workerName).Configure<IServiceProvider>(UseRegisteredConverter);
        services.AddSingleton(builder.Build);
        return builder;
    }

    /// <summary>Adds the default worker.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Configures the worker.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, Action<IDurableTaskWorkerBuilder> configure) =>
        services.AddDurableTaskWorker(Options.DefaultName, configure);

    /// <summary>Adds a worker.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the worker.</param>
    /// <param name="configure">Configures the worker.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskWorker(
        this IServiceCollection services, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskWorker(name));
        return services;
    }

    private static void UseRegisteredConverter(DurableTaskWorkerOptions options, IServiceProvider services)
    {
        if (!options.HasDataConverter && services.GetService<DataConverter>() is { } converter)
        {
            options.DataConverter = converter;
        }
    }

    private sealed record WorkerRegistration(IDurableTaskWorkerBuilder Builder);
}
