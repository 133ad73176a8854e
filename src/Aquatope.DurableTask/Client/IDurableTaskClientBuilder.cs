using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Client;

/// <summary>Builds a client.</summary>
public interface IDurableTaskClientBuilder
{
    /// <summary>Gets the name of the client, under which its options are found.</summary>
    string Name { get; }

    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets or sets the class of the client; null until one has been chosen, as by <c>UseGrpc</c>.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    Type? BuildTarget { get; set; }

    /// <summary>Makes the client.</summary>
    /// <param name="serviceProvider">The services.</param>
    /// <returns>The client.</returns>
    /// <exception cref="InvalidOperationException">No class of client has been chosen.</exception>
    DurableTaskClient Build(IServiceProvider serviceProvider);
}
