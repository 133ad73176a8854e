namespace Microsoft.DurableTask.Client;

/// <summary>Returns clients by name.</summary>
public interface IDurableTaskClientProvider
{
    /// <summary>Returns a client.</summary>
    /// <param name="name">The name; null for the default client.</param>
    /// <returns>The client.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no client of that name.</exception>
    DurableTaskClient GetClient(string? name = null);
}
