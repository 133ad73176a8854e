namespace Aquatope.TaskHub;

/// <summary>
/// The database file cannot be used: it is not a task hub's, has another version, is damaged, or is in use.
/// The file has not been changed. Retrying does not help until the cause is removed.
/// </summary>
public sealed class TaskHubDatabaseException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="database">The path of the database file.</param>
    /// <param name="message">What is wrong, expected against observed, and what to do.</param>
    /// <param name="innerException">The error of the database engine or file system, if there was one.</param>
    public TaskHubDatabaseException(string database, string message, Exception? innerException = null)
        : base(message, innerException) =>
        Database = database;

    /// <summary>Gets the path of the database file.</summary>
    public string Database { get; }
}
