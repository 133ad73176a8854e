namespace Aquatope.Azure;

/// <summary>The answer to a query has more rows or bytes than Log Analytics hands out at once, even for the shortest interval.</summary>
public sealed class LogResultTooLargeException : AquatopeException
{
    /// <summary>Initializes a new instance of the <see cref="LogResultTooLargeException"/> class.</summary>
    /// <param name="query">The query's name.</param>
    public LogResultTooLargeException(string query)
        : base($"The answer to the query '{query}' is larger than what Log Analytics hands out at once. Sample the telemetry, or read a shorter interval.") =>
        Query = query;

    /// <summary>Gets the query's name.</summary>
    public string Query { get; }
}
