using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Configures clients.</summary>
public static class DurableTaskBuilderExtensions
{
    /// <summary>Sets options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder Configure(
        this IDurableTaskClientBuilder builder, Action<DurableTaskClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Registers the client as the service <see cref="DurableTaskClient"/>, unless there is one.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder RegisterDirectly(this IDurableTaskClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(
            services => services.GetRequiredService<IDurableTaskClientProvider>().GetClient(builder.Name));
        return builder;
    }

    /// <summary>Chooses the class of the client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="target">The class.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseBuildTarget(
        this IDurableTaskClientBuilder builder,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type target)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.BuildTarget = target;
        return builder;
    }

    /// <summary>Chooses the class of the client.</summary>
    /// <typeparam name="TTarget">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseBuildTarget<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTarget>(
        this IDurableTaskClientBuilder builder)
        where TTarget : DurableTaskClient => builder.UseBuildTarget(typeof(TTarget));

    /// <summary>Chooses the class of the client, whose options take over the general ones.</summary>
    /// <typeparam name="TTarget">The class.</typeparam>
    /// <typeparam name="TOptions">The class of its options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseBuildTarget<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TTarget,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IDurableTaskClientBuilder builder)
        where TTarget : DurableTaskClient
        where TOptions : DurableTaskClientOptions
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<TOptions>(builder.Name)
            .PostConfigure<IOptionsMonitor<DurableTaskClientOptions>>(
                (options, general) => general.Get(builder.Name).ApplyTo(options));
        return builder.UseBuildTarget<TTarget>();
    }

    /// <summary>Sets the version of orchestrations that are started without one.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="version">The version.</param>
    /// <returns>The builder.</returns>
    public static IDurableTaskClientBuilder UseDefaultVersion(this IDurableTaskClientBuilder builder, string version) =>
        builder.Configure(options => options.DefaultVersion = version);
}
