using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Adds clients to services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds a client, or returns the builder of the one that was added under this name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client; null for the default one.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder AddDurableTaskClient(this IServiceCollection services, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IDurableTaskClientProvider, DefaultDurableTaskClientProvider>();
        string clientName = name ?? Options.DefaultName;
        if (services.Select(service => service.ImplementationInstance).OfType<BuilderRegistration>()
            .FirstOrDefault(added => added.Builder.Name == clientName) is { } existing)
        {
            return existing.Builder;
        }

        DefaultDurableTaskClientBuilder builder = new(clientName, services);
        services.AddSingleton(new BuilderRegistration(builder));
        services.AddOptions<DurableTaskClientOptions>(clientName).Configure<IServiceProvider>(UseRegisteredConverter);
        services.AddSingleton(provider => new ClientRegistration(builder.Build(provider)));
        return clientName == Options.DefaultName ? builder.RegisterDirectly() : builder;
    }

    /// <summary>Adds the default client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Configures the client.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, Action<IDurableTaskClientBuilder> configure) =>
        services.AddDurableTaskClient(Options.DefaultName, configure);

    /// <summary>Adds a client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="configure">Configures the client.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDurableTaskClient(
        this IServiceCollection services, string name, Action<IDurableTaskClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(services.AddDurableTaskClient(name));
        return services;
    }

    private static void UseRegisteredConverter(DurableTaskClientOptions options, IServiceProvider services)
    {
        if (!options.HasDataConverter && services.GetService<DataConverter>() is { } converter)
        {
            options.DataConverter = converter;
        }
    }

    private sealed record BuilderRegistration(IDurableTaskClientBuilder Builder);
}
