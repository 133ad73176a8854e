namespace Aquatope.Azure.Tests;

/// <summary>A row of <c>AppRequests</c> or <c>AppDependencies</c>, with the columns that the queries use.</summary>
internal sealed record Span(string Name, string OperationId, string Id, string ParentId)
{
    public DateTimeOffset TimeGenerated { get; init; }

    public double DurationMs { get; init; }

    public bool Success { get; init; } = true;

    public string AppRoleInstance { get; init; } = "worker-1";

    public int ItemCount { get; init; } = 1;

    public Dictionary<string, string> Properties { get; init; } = [];

    public string this[string property] => Properties.GetValueOrDefault(property, string.Empty);
}
