using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Aquatope.Azure;

/// <summary>Runs queries in a Log Analytics workspace. Authentication, retries and <c>Retry-After</c> are Azure.Core's.</summary>
internal sealed class LogsClient
{
    // The answer comes after the service's own timeout at the latest; the network needs a moment more.
    private static readonly TimeSpan NetworkMargin = TimeSpan.FromSeconds(15);
    private readonly HttpPipeline _pipeline;
    private readonly LogAnalyticsOptions _options;

    /// <summary>Initializes a new instance of the <see cref="LogsClient"/> class.</summary>
    public LogsClient(LogAnalyticsOptions options, TokenCredential credential, ClientOptions? client)
    {
        _options = options;
        ClientOptions settings = client ?? new LogsClientOptions();
        settings.Retry.NetworkTimeout = options.ServerTimeout + NetworkMargin;
        string scope = new Uri(options.Endpoint, ".default").ToString();
        _pipeline = HttpPipelineBuilder.Build(settings, new BearerTokenAuthenticationPolicy(credential, scope));
    }

    /// <summary>Runs a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="from">The earliest moment under which rows are filed.</param>
    /// <param name="to">The latest.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The first table of the answer.</returns>
    /// <exception cref="LogResultTooLargeException">The answer has more rows or bytes than the service hands out at once.</exception>
    /// <exception cref="AzureServiceException">The service refused or answered in part only.</exception>
    public async Task<LogTable> QueryAsync(LogQuery query, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using HttpMessage message = _pipeline.CreateMessage();
        Write(message.Request, query, from, to);
        try
        {
            await _pipeline.SendAsync(message, cancellationToken);
        }
        catch (RequestFailedException failure)
        {
            throw new AzureServiceException(Operation(query), failure);
        }

        Response response = message.Response;
        using JsonDocument? answer = await ParseAsync(response, cancellationToken);
        if (response.IsError || answer is null)
        {
            LogError error = LogError.Of(answer?.RootElement);
            throw new AzureServiceException(Operation(query), response.Status, error.Code, error.Message);
        }

        // An answer in part has status 200, and the error stands beside the tables.
        if (answer.RootElement.TryGetProperty("error", out _))
        {
            LogError error = LogError.Of(answer.RootElement);
            throw error.IsTooLarge
                ? new LogResultTooLargeException(query.Name)
                : new AzureServiceException(Operation(query), 500, error.Code, error.Message);
        }

        return new LogTable(answer.RootElement.GetProperty("tables")[0].Clone());
    }

    private static string Operation(LogQuery query) => $"answer the query '{query.Name}' of Log Analytics";

    private static async Task<JsonDocument?> ParseAsync(Response response, CancellationToken cancellationToken)
    {
        try
        {
            return response.ContentStream is { } content ? await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken) : null;
        }
        catch (JsonException)
        {
            // What gateways say is not always JSON; the status then is all that is known.
            return null;
        }
    }

    private void Write(Request request, LogQuery query, DateTimeOffset from, DateTimeOffset to)
    {
        request.Method = RequestMethod.Post;
        request.Uri.Reset(new Uri(_options.Endpoint, $"v1/workspaces/{Uri.EscapeDataString(_options.WorkspaceId)}/query"));
        request.Headers.Add("Content-Type", "application/json");
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={(int)_options.ServerTimeout.TotalSeconds}"));
        var body = new LogRequest(query.Text, $"{Iso(from)}/{Iso(to)}");
        request.Content = RequestContent.Create(JsonSerializer.SerializeToUtf8Bytes(body, LogDocuments.Default.LogRequest));
    }

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private sealed class LogsClientOptions : ClientOptions;
}
