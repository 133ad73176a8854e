using System.Data.Common;

namespace Microsoft.DurableTask;

/// <summary>The parts of a connection string: <c>Endpoint=...;TaskHub=...;Authentication=...</c>.</summary>
internal sealed class SchedulerConnectionString
{
    private readonly Dictionary<string, string> _parts = new(StringComparer.OrdinalIgnoreCase);

    public SchedulerConnectionString(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        DbConnectionStringBuilder builder = new() { ConnectionString = connectionString };
        foreach (string key in builder.Keys)
        {
            _parts[key] = (string)builder[key];
        }

        Endpoint = Required("Endpoint", nameof(connectionString));
        TaskHubName = Required("TaskHub", nameof(connectionString));
        Authentication = Required("Authentication", nameof(connectionString));
    }

    public string Endpoint { get; }

    public string TaskHubName { get; }

    public string Authentication { get; }

    public string? ClientId => _parts.GetValueOrDefault("ClientID");

    public string? TenantId => _parts.GetValueOrDefault("TenantId");

    public IEnumerable<string> AdditionallyAllowedTenants =>
        _parts.GetValueOrDefault("AdditionallyAllowedTenants")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string Required(string name, string parameter) =>
        _parts.TryGetValue(name, out string? value) && value.Length > 0
            ? value
            : throw new ArgumentException(
                $"The connection string lacks '{name}'. It reads 'Endpoint=...;TaskHub=...;Authentication=...'.", parameter);
}
