using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

internal sealed class DefaultDurableTaskClientProvider(IEnumerable<ClientRegistration> clients) : IDurableTaskClientProvider
{
    public DurableTaskClient GetClient(string? name = null)
    {
        name ??= Options.DefaultName;
        return clients.FirstOrDefault(client => client.Client.Name == name)?.Client
            ?? throw new ArgumentOutOfRangeException(
                nameof(name),
                name,
                $"There is no such client; there are [{string.Join(", ", clients.Select(client => $"\"{client.Client.Name}\""))}].");
    }
}

/// <summary>A client as a service of its own, so that several can be registered and all are disposed.</summary>
internal sealed class ClientRegistration(DurableTaskClient client) : IAsyncDisposable
{
    public DurableTaskClient Client { get; } = client;

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
