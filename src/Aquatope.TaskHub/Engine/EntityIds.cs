namespace Aquatope.TaskHub.Engine;

/// <summary>Entity IDs on the wire: <c>@name@key</c>, the name in lower case.</summary>
internal static class EntityIds
{
    public static bool IsEntity(string instanceId) => instanceId.Length > 2 && instanceId[0] == '@' && instanceId.IndexOf('@', 1) > 1;

    /// <summary>Returns the name within an entity ID.</summary>
    public static string NameOf(string entityId) => entityId[1..entityId.IndexOf('@', 1)];
}
