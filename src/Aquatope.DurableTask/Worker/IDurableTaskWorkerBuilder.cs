using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.DurableTask.Worker;

/// <summary>Builds a worker.</summary>
public interface IDurableTaskWorkerBuilder
{
    /// <summary>Gets the name of the worker, under which its options are found.</summary>
    string Name { get; }

    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets or sets the class of the worker; null until one has been chosen, as by <c>UseGrpc</c>.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type? BuildTarget { get; set; }

    /// <summary>Makes the worker.</summary>
    /// <param name="serviceProvider">The services.</param>
    /// <returns>The worker, to be run by the host.</returns>
    /// <exception cref="InvalidOperationException">No class of worker has been chosen.</exception>
    IHostedService Build(IServiceProvider serviceProvider);
}
