using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>The stream of updates, as server-sent events.</summary>
internal sealed class LiveEndpoint(LiveFeed feed)
{
    /// <summary>Adds the endpoint.</summary>
    /// <param name="api">The group of endpoints.</param>
    public void Map(RouteGroupBuilder api) => api.MapGet("/live", Live);

    private ServerSentEventsResult<LiveUpdate> Live(string hub, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(EventsAsync(hub, cancellationToken));

    private async IAsyncEnumerable<SseItem<LiveUpdate>> EventsAsync(string hub, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LiveUpdate update in feed.SubscribeAsync(hub, cancellationToken))
        {
            yield return new SseItem<LiveUpdate>(update, "update");
        }
    }
}
