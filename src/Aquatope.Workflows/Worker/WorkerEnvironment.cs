namespace Aquatope.Workflows;

/// <summary>The environment variables by which a platform starts a user's program again as one worker of one stage.</summary>
internal static class WorkerEnvironment
{
    /// <summary>The Unix domain socket of the pool that started the worker.</summary>
    public const string Socket = "AQUATOPE_WORKER_SOCKET";

    /// <summary>The number by which the pool knows the worker.</summary>
    public const string Id = "AQUATOPE_WORKER_ID";

    /// <summary>The stage that the worker runs.</summary>
    public const string Stage = "AQUATOPE_WORKER_STAGE";

    /// <summary>Gets a value indicating whether this process was started as a stage worker.</summary>
    public static bool IsStageWorker => Environment.GetEnvironmentVariable(Socket) is { Length: > 0 };
}
