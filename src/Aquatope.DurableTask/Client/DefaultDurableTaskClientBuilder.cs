using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Builds a client of any class that derives from <see cref="DurableTaskClient"/>.</summary>
/// <param name="name">The name of the client; null for the default one.</param>
/// <param name="services">The services.</param>
public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    private Type? _buildTarget;

    /// <inheritdoc/>
    public string Name { get; } = name ?? Options.DefaultName;

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The value is not a concrete class of client.</exception>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type? BuildTarget
    {
        get => _buildTarget;
        set
        {
            if (value is not null)
            {
                TaskTypeNames.ThrowIfNotConcrete<DurableTaskClient>(value);
            }

            _buildTarget = value;
        }
    }

    /// <inheritdoc/>
    public DurableTaskClient Build(IServiceProvider serviceProvider) => _buildTarget is null
        ? throw new InvalidOperationException(
            $"Client '{Name}' does not know how to connect. Call UseGrpc() or UseDurableTaskScheduler() on its builder.")
        : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, _buildTarget, Name);
}
