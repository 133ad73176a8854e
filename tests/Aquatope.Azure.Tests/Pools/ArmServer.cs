using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Aquatope.Azure.Tests;

/// <summary>
/// Stands in for Azure Resource Manager: resources that are read and written whole, settings beside them, operations that
/// take a while, metrics. What a write leaves out is gone; a write of a site restarts it.
/// </summary>
internal sealed class ArmServer : LoopbackServer
{
    private readonly ConcurrentDictionary<string, JsonObject> _resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, (int Left, string Id, Action Apply)> _operations = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _restartedAt = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private int _operationCount;
    private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets or sets how often an operation is still going on when asked about. Default: twice.</summary>
    public int PollsBeforeDone { get; set; } = 2;

    /// <summary>Gets or sets how many of the next writes of resources are overwritten by somebody else.</summary>
    public int LoseWrites { get; set; }

    /// <summary>Gets or sets the outcome of operations. Default: they succeed.</summary>
    public string Outcome { get; set; } = "Succeeded";

    /// <summary>Gets how often each app was restarted, by its name.</summary>
    public ConcurrentDictionary<string, int> Restarts { get; } = new();

    /// <summary>Gets the names of apps that were written while another write was going on.</summary>
    public ConcurrentQueue<string> Collisions { get; } = new();

    /// <summary>Gets the writes of resources, as method and name, in order.</summary>
    public ConcurrentQueue<string> Writes { get; } = new();

    /// <summary>Gets or sets the clock by which instances start. Default: they are there at once.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Gets or sets how long instances take to be there after a restart. Default: no time.</summary>
    public TimeSpan StartUp { get; set; }

    protected override string Scope => "https://management.azure.com//.default";

    /// <summary>Gets a resource as it is stored.</summary>
    public JsonObject this[string id] => _resources[id];

    public bool Has(string id) => _resources.ContainsKey(id);

    /// <summary>Waits until a write has come in.</summary>
    public async Task WrittenAsync(string write, CancellationToken cancellationToken)
    {
        while (!Writes.Contains(write))
        {
            Task next = _written.Task;
            if (!Writes.Contains(write))
            {
                await next.WaitAsync(cancellationToken);
            }
        }
    }

    public void Add(JsonObject resource) => _resources[resource["id"]!.GetValue<string>()] = resource;

    protected override Task ServeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        string method = context.Request.Method;
        return path switch
        {
            _ when path.StartsWith("/operations/", StringComparison.Ordinal) => PollAsync(context, path.Split('/')[^1]),
            _ when path.EndsWith("/providers/Microsoft.Insights/metrics", StringComparison.OrdinalIgnoreCase) => MetricsAsync(context, path.Split("/providers/Microsoft.Insights")[0]),
            _ when path.EndsWith("/config/appsettings/list", StringComparison.Ordinal) => ReplyAsync(context, 200, Settings(AppOf(path))),
            _ when path.EndsWith("/config/appsettings", StringComparison.Ordinal) => WriteSettingsAsync(context, AppOf(path)),
            _ when path.EndsWith("/config/web", StringComparison.Ordinal) => ReplyAsync(context, 200, Web(AppOf(path), path)),
            _ when !_resources.ContainsKey(path) => ReplyAsync(context, 404, Error("ResourceNotFound", $"The Resource '{path}' was not found.")),
            _ when method == "GET" => ReplyAsync(context, 200, _resources[path].DeepClone()),
            _ => WriteAsync(context, path, whole: method == "PUT"),
        };
    }

    private static string AppOf(string path) => path[..path.IndexOf("/config/", StringComparison.Ordinal)];

    private static string NameOf(string id) => id.Split('/')[^1];

    private static JsonObject Error(string code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    private static async Task ReplyAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString());
    }

    private static void Merge(JsonObject into, JsonObject patch)
    {
        foreach ((string name, JsonNode? value) in patch.ToList())
        {
            if (value is JsonObject inner && into[name] is JsonObject present)
            {
                Merge(present, inner);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }

    private JsonObject Settings(string app) => new()
    {
        ["id"] = $"{app}/config/appsettings",
        ["type"] = "Microsoft.Web/sites/config",
        ["properties"] = _resources[app]["settings"]!.DeepClone(),
    };

    private JsonObject Web(string app, string path) => new()
    {
        ["id"] = path,
        ["name"] = "web",
        ["type"] = "Microsoft.Web/sites/config",
        ["location"] = "East US",
        ["properties"] = _resources[app]["properties"]!["siteConfig"]!.DeepClone(),
    };

    private async Task WriteSettingsAsync(HttpContext context, string app)
    {
        JsonNode body = (await JsonNode.ParseAsync(context.Request.Body))!;
        _resources[app]["settings"] = body["properties"]!.DeepClone();
        Restart(app);
        Writes.Enqueue($"PUT {NameOf(app)} settings");
        await ReplyAsync(context, 200, Settings(app));
    }

    private async Task WriteAsync(HttpContext context, string id, bool whole)
    {
        JsonObject body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        Writes.Enqueue($"{context.Request.Method} {NameOf(id)}");
        string operation = $"{Interlocked.Increment(ref _operationCount)}";
        lock (_lock)
        {
            if (_operations.Values.Any(other => other.Left >= 0 && other.Id == id))
            {
                Collisions.Enqueue(NameOf(id));
            }
        }

        _operations[operation] = (PollsBeforeDone, id, () => Apply(id, body, whole));
        Interlocked.Exchange(ref _written, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        context.Response.Headers["Azure-AsyncOperation"] = $"https://management.azure.com/operations/{operation}?api-version=2024-04-01";
        context.Response.Headers.RetryAfter = "7";
        await ReplyAsync(context, 202, body.DeepClone());
    }

    private Task PollAsync(HttpContext context, string operation)
    {
        (int left, string id, Action apply) = _operations[operation];
        _operations[operation] = (left - 1, id, apply);
        if (left > 0)
        {
            context.Response.Headers.RetryAfter = "7";
            return ReplyAsync(context, 200, new JsonObject { ["status"] = "InProgress" });
        }

        if (Outcome != "Succeeded")
        {
            JsonObject failed = Error("ServiceUnavailable", "The site could not be updated.");
            failed["status"] = Outcome;
            return ReplyAsync(context, 200, failed);
        }

        apply();
        return ReplyAsync(context, 200, new JsonObject { ["status"] = "Succeeded" });
    }

    private void Apply(string id, JsonObject body, bool whole)
    {
        if (LoseWrites > 0)
        {
            LoseWrites--;
            return;
        }

        JsonObject present = _resources[id];
        if (!whole)
        {
            Merge(present["properties"]!.AsObject(), body["properties"]!.AsObject());
        }
        else
        {
            // A write replaces the resource: what it does not send is gone.
            var replaced = new JsonObject { ["id"] = id, ["name"] = NameOf(id), ["type"] = present["type"]!.DeepClone(), ["settings"] = present["settings"]?.DeepClone() };
            foreach (string member in (string[])["kind", "location", "tags", "identity", "properties"])
            {
                if (body[member] is { } value)
                {
                    replaced[member] = value.DeepClone();
                }
            }

            _resources[id] = replaced;
        }

        Restart(id);
    }

    private void Restart(string id)
    {
        Restarts.AddOrUpdate(NameOf(id), 1, (_, count) => count + 1);
        if (Clock is { } clock)
        {
            _restartedAt[id] = clock.GetUtcNow();
        }
    }

    /// <summary>Tells when an app's instances are back: a restart takes them away, and it is a while before they are.</summary>
    public DateTimeOffset UpAt(string id) => _restartedAt.TryGetValue(id, out DateTimeOffset restartedAt) ? restartedAt + StartUp : DateTimeOffset.MinValue;

    private bool IsUp(string id) => Clock is null || Clock.GetUtcNow() >= UpAt(id);

    private Task MetricsAsync(HttpContext context, string id)
    {
        string[] names = context.Request.Query["metricnames"].ToString().Split(',');
        string aggregation = context.Request.Query["aggregation"].ToString();
        JsonObject app = _resources[id];
        var metrics = new JsonArray([.. names.Select(name => new JsonObject
        {
            ["id"] = $"{id}/providers/Microsoft.Insights/metrics/{name}",
            ["name"] = new JsonObject { ["value"] = name, ["localizedValue"] = name },
            ["unit"] = "Count",
            ["timeseries"] = new JsonArray(new JsonObject
            {
                // The newest minute has no value yet.
                ["data"] = new JsonArray(
                    new JsonObject { ["timeStamp"] = "2026-11-24T12:00:00Z", [aggregation] = IsUp(id) ? ValueOf(app, name) : 0 },
                    new JsonObject { ["timeStamp"] = "2026-11-24T12:01:00Z" }),
            }),
        })]);
        return ReplyAsync(context, 200, new JsonObject { ["interval"] = "PT1M", ["value"] = metrics });
    }

    private static double ValueOf(JsonObject app, string name) => name switch
    {
        "InstanceCount" => app["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]?.AsArray()
            .Where(entry => entry!["name"]!.GetValue<string>() == "durable").Sum(entry => entry!["instanceCount"]!.GetValue<int>()) ?? 0,
        "Replicas" => app["properties"]!["template"]!["scale"]!["minReplicas"]!.GetValue<int>(),
        _ => app["metrics"]?[name]?.GetValue<double>() ?? 0,
    };
}
