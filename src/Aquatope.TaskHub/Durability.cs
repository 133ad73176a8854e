namespace Aquatope.TaskHub;

/// <summary>What an acknowledged call survives.</summary>
/// <remarks>
/// At either level a call is acknowledged only after its transaction is committed; the levels
/// differ in whether the operating system has been asked to put that commit on the device.
/// </remarks>
public enum Durability
{
    /// <summary>
    /// Survives the death of the process at any point (SQLite <c>synchronous=NORMAL</c> with a write-ahead log).
    /// A power loss or kernel crash may lose the last commits, never the consistency of the database: the hub
    /// then resumes from a slightly earlier moment.
    /// </summary>
    Normal,

    /// <summary>
    /// Survives power loss as well (SQLite <c>synchronous=FULL</c>): each group of commands is flushed to the
    /// device before it is acknowledged, which costs one device flush (typically milliseconds) per group.
    /// </summary>
    Full,
}
