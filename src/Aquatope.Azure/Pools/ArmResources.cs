using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;

namespace Aquatope.Azure;

/// <summary>Resources of Azure Resource Manager: read whole, changed, and written back.</summary>
internal sealed class ArmResources
{
    /// <summary>The version of the resources of Azure Functions that has <c>functionAppConfig</c>.</summary>
    public const string WebVersion = "2024-04-01";

    private readonly ArmClient _arm;
    private readonly HttpPipeline _pipeline;
    private readonly Uri _endpoint;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _pollInterval;

    /// <summary>Initializes a new instance of the <see cref="ArmResources"/> class.</summary>
    public ArmResources(TokenCredential credential, ArmClientOptions? client, TimeSpan pollInterval, TimeProvider timeProvider)
    {
        ArmClientOptions options = client ?? new ArmClientOptions();

        // Without a version the client asks for the newest one, whose resources may look different some day.
        options.SetApiVersion(new ResourceType("Microsoft.Web/sites"), WebVersion);
        options.SetApiVersion(new ResourceType("Microsoft.Web/sites/config"), WebVersion);
        options.SetApiVersion(new ResourceType("Microsoft.Web/serverfarms"), WebVersion);

        // Older versions do not know the identity of a scale rule, and would drop it.
        options.SetApiVersion(new ResourceType("Microsoft.App/containerApps"), "2025-01-01");
        ArmEnvironment environment = options.Environment ?? ArmEnvironment.AzurePublicCloud;
        _endpoint = environment.Endpoint;
        _pipeline = HttpPipelineBuilder.Build(options, new BearerTokenAuthenticationPolicy(credential, environment.DefaultScope));
        _arm = new ArmClient(credential, defaultSubscriptionId: null, options);
        _pollInterval = pollInterval;
        _timeProvider = timeProvider;
    }

    /// <summary>Reads a resource.</summary>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task<GenericResourceData> GetAsync(ResourceIdentifier id, CancellationToken cancellationToken)
    {
        try
        {
            return (await _arm.GetGenericResource(id).GetAsync(cancellationToken)).Value.Data;
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"read '{id}'", failure);
        }
    }

    /// <summary>
    /// Writes a resource that was read and changed (PUT), and waits until it is done. Only what was read has everything that
    /// Azure would otherwise take away: identity, kind, tags.
    /// </summary>
    /// <exception cref="AzureServiceException">Azure refused, or the change failed.</exception>
    public Task PutAsync(ResourceIdentifier id, GenericResourceData changed, CancellationToken cancellationToken) => CompleteAsync(
        id,
        () => _arm.GetGenericResources().CreateOrUpdateAsync(WaitUntil.Started, id, changed, cancellationToken),
        cancellationToken);

    /// <summary>Changes some properties of a resource (PATCH), and waits until it is done.</summary>
    /// <exception cref="AzureServiceException">Azure refused, or the change failed.</exception>
    public Task PatchAsync(GenericResourceData read, JsonObject properties, CancellationToken cancellationToken) => CompleteAsync(
        read.Id!,
        () => _arm.GetGenericResource(read.Id!).UpdateAsync(
            WaitUntil.Started,
            new GenericResourceData(read.Location) { Properties = BinaryData.FromString(properties.ToJsonString()) },
            cancellationToken),
        cancellationToken);

    /// <summary>Sends a request that is no resource of the client library.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="AzureServiceException">Azure refused.</exception>
    public async Task<JsonNode> SendAsync(RequestMethod method, string pathAndQuery, JsonObject? body, CancellationToken cancellationToken)
    {
        using HttpMessage message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(_endpoint, pathAndQuery));
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(BinaryData.FromString(body.ToJsonString()));
        }

        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
            return message.Response.IsError
                ? throw new RequestFailedException(message.Response)
                : JsonNode.Parse(message.Response.Content)!;
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"{method} '{pathAndQuery.Split('?')[0]}'", failure);
        }
    }

    private async Task CompleteAsync<T>(ResourceIdentifier id, Func<Task<ArmOperation<T>>> start, CancellationToken cancellationToken)
    {
        try
        {
            ArmOperation<T> operation = await start();
            Response response = operation.GetRawResponse();
            while (!operation.HasCompleted)
            {
                await Task.Delay(DelayOf(response), _timeProvider, cancellationToken);
                response = await operation.UpdateStatusAsync(cancellationToken);
            }
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException($"change '{id}'", failure);
        }
    }

    private TimeSpan DelayOf(Response response) =>
        response.Headers.TryGetValue("Retry-After", out string? seconds)
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int delay)
            ? TimeSpan.FromSeconds(Math.Max(1, delay))
            : _pollInterval;
}
