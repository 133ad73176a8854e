using System.Text.Json;
using Aquatope.Examples.SocialNetwork;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker;

namespace Aquatope.Functions;

/// <summary>The stages of the social network: activities of which each app has one, and the others disabled.</summary>
public sealed class SocialNetworkFunctions(TriggeredTasks tasks)
{
    /// <summary>Masks blocked words.</summary>
    [Function(nameof(FilterText))]
    public Task<JsonElement?> FilterTextAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(FilterText), instanceId, input);

    /// <summary>Refuses pictures that look like blocked ones.</summary>
    [Function(nameof(FilterPicture))]
    public Task<JsonElement?> FilterPictureAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(FilterPicture), instanceId, input);

    /// <summary>Stores a post.</summary>
    [Function(nameof(StorePost))]
    public Task<JsonElement?> StorePostAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(StorePost), instanceId, input);

    /// <summary>Puts a post into its author's timeline.</summary>
    [Function(nameof(WriteUserTimeline))]
    public Task<JsonElement?> WriteUserTimelineAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(WriteUserTimeline), instanceId, input);

    /// <summary>Finds who follows an author.</summary>
    [Function(nameof(ReadFollowers))]
    public Task<JsonElement?> ReadFollowersAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadFollowers), instanceId, input);

    /// <summary>Puts a post into its followers' timelines.</summary>
    [Function(nameof(WriteHomeTimeline))]
    public Task<JsonElement?> WriteHomeTimelineAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(WriteHomeTimeline), instanceId, input);

    /// <summary>Finds the newest posts of those whom a user follows.</summary>
    [Function(nameof(ReadHomeTimeline))]
    public Task<JsonElement?> ReadHomeTimelineAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadHomeTimeline), instanceId, input);

    /// <summary>Finds the newest posts of a user.</summary>
    [Function(nameof(ReadUserTimeline))]
    public Task<JsonElement?> ReadUserTimelineAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadUserTimeline), instanceId, input);

    /// <summary>Finds posts by their identity.</summary>
    [Function(nameof(ReadPosts))]
    public Task<JsonElement?> ReadPostsAsync([ActivityTrigger] JsonElement? input, string instanceId) => tasks.RunActivityAsync(nameof(ReadPosts), instanceId, input);
}
