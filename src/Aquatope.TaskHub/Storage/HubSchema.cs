namespace Aquatope.TaskHub.Storage;

/// <summary>The tables of a task hub database, and the marks in its header that say whose it is.</summary>
/// <remarks>
/// Rows that belong to an instance start their primary key with the instance's key, so that all of it lies
/// together and the cost of a turn does not depend on how many other instances are stored. Times are ticks of
/// 100 ns in UTC. Events are stored in the wire format of the protocol.
/// </remarks>
internal static class HubSchema
{
    /// <summary>"AQTH": tells our databases from other SQLite files.</summary>
    public const int ApplicationId = 0x41515448;

    /// <summary>The version of the tables below. Any change to them changes it.</summary>
    public const int Version = 1;

    public const string Create = """
        CREATE TABLE hubs(
            hub INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            created INTEGER NOT NULL);

        CREATE TABLE instances(
            key INTEGER PRIMARY KEY,
            hub INTEGER NOT NULL,
            id TEXT NOT NULL,
            execution TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT,
            status INTEGER NOT NULL,
            turns INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            completed INTEGER,
            scheduled INTEGER,
            parent_id TEXT,
            parent_execution TEXT,
            parent_task INTEGER,
            custom_status TEXT,
            tags BLOB);
        CREATE UNIQUE INDEX instances_by_id ON instances(hub, id);
        CREATE INDEX instances_open ON instances(hub, key) WHERE completed IS NULL;
        CREATE INDEX instances_by_created ON instances(hub, created);
        CREATE INDEX instances_by_completed ON instances(hub, completed, id) WHERE completed IS NOT NULL;
        CREATE INDEX instances_by_parent ON instances(hub, parent_id) WHERE parent_id IS NOT NULL;

        CREATE TABLE payloads(key INTEGER PRIMARY KEY, input TEXT, output TEXT, failure BLOB);

        CREATE TABLE history(key INTEGER, turn INTEGER, events BLOB NOT NULL, PRIMARY KEY(key, turn)) WITHOUT ROWID;
        CREATE TABLE inbox(key INTEGER, sequence INTEGER, event BLOB NOT NULL, PRIMARY KEY(key, sequence)) WITHOUT ROWID;
        CREATE TABLE tasks(
            key INTEGER, sequence INTEGER, hub INTEGER NOT NULL, name TEXT NOT NULL, version TEXT,
            ready INTEGER NOT NULL, request BLOB NOT NULL, PRIMARY KEY(key, sequence)) WITHOUT ROWID;
        CREATE TABLE timers(
            key INTEGER, sequence INTEGER, due INTEGER NOT NULL, timer INTEGER, PRIMARY KEY(key, sequence)) WITHOUT ROWID;

        CREATE TABLE entities(
            key INTEGER PRIMARY KEY,
            hub INTEGER NOT NULL,
            id TEXT NOT NULL,
            state TEXT,
            updated INTEGER NOT NULL,
            locked_by TEXT,
            lock_owner TEXT);
        CREATE UNIQUE INDEX entities_by_id ON entities(hub, id);
        CREATE TABLE operations(
            key INTEGER, sequence INTEGER, due INTEGER, event BLOB NOT NULL, PRIMARY KEY(key, sequence)) WITHOUT ROWID;
        """;
}
