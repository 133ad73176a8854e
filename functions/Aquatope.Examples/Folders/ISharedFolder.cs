namespace Aquatope.Examples;

/// <summary>Files that the stages of a workflow share, wherever their workers run.</summary>
/// <remarks>
/// A file is written once and whole, and never changed: a stage that is run again, because its worker was lost after it had
/// written, writes the same file, and that is no error. Names are segments of ASCII letters, digits, hyphens and underscores,
/// joined by slashes. Activities of Durable Task have no cancellation token, and so these calls have none.
/// </remarks>
/// <threadsafety>Implementations are safe for concurrent use, also by several processes.</threadsafety>
public interface ISharedFolder
{
    /// <summary>Writes a file, unless there is one of that name: then that one stays as it is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content, which may be empty.</param>
    /// <returns>Completes when the file outlives the worker.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content);

    /// <summary>Reads a file.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The content, or null where there is no such file.</returns>
    /// <exception cref="ArgumentException">The name is none.</exception>
    Task<byte[]?> ReadAsync(string name);

    /// <summary>Lists the first files of a folder, without those of folders in it.</summary>
    /// <param name="folder">The folder: a name, with the rules of a file's.</param>
    /// <param name="most">The greatest number of files; at least 1.</param>
    /// <returns>The last segments of the files' names, in ordinal order; empty where there is no such folder.</returns>
    /// <exception cref="ArgumentException">The name is none, or the number is below 1.</exception>
    Task<IReadOnlyList<string>> ListAsync(string folder, int most);
}
