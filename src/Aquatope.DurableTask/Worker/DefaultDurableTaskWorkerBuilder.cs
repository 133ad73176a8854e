using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Worker;

/// <summary>Builds a worker of any class that derives from <see cref="DurableTaskWorker"/>.</summary>
/// <param name="name">The name of the worker; null for the default one.</param>
/// <param name="services">The services.</param>
public class DefaultDurableTaskWorkerBuilder(string? name, IServiceCollection services) : IDurableTaskWorkerBuilder
{
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    private Type? _buildTarget;

    /// <inheritdoc/>
    public string Name { get; } = name ?? Options.DefaultName;

    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services ?? throw new ArgumentNullException(nameof(services));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The value is not a concrete class of worker.</exception>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type? BuildTarget
    {
        get => _buildTarget;
        set
        {
            if (value is not null)
            {
                TaskTypeNames.ThrowIfNotConcrete<DurableTaskWorker>(value);
            }

            _buildTarget = value;
        }
    }

    /// <inheritdoc/>
    public IHostedService Build(IServiceProvider serviceProvider)
    {
        if (_buildTarget is null)
        {
            throw new InvalidOperationException(
                $"Worker '{Name}' does not know how to connect. Call UseGrpc() or UseDurableTaskScheduler() on its builder.");
        }

        DurableTaskRegistry registry =
            serviceProvider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(Name);
        return (IHostedService)ActivatorUtilities.CreateInstance(
            serviceProvider, _buildTarget, Name, new DurableTaskFactory(registry));
    }
}
