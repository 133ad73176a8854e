using Microsoft.DurableTask.Client;

namespace Aquatope.Workflows;

/// <summary>The Durable Task client of each lane.</summary>
public sealed class LaneClients
{
    private readonly IDurableTaskClientProvider _provider;

    internal LaneClients(IDurableTaskClientProvider provider) => _provider = provider;

    /// <summary>Returns the client of a lane's task hub.</summary>
    /// <param name="lane">The lane, or <see cref="Lane.Control"/>.</param>
    /// <returns>The client.</returns>
    public DurableTaskClient Of(string lane) => _provider.GetClient(lane);
}
