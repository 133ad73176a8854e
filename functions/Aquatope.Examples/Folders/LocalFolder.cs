namespace Aquatope.Examples;

/// <summary>A folder of the file system, shared by the processes that can reach it.</summary>
/// <threadsafety>Safe for concurrent use, also by several processes.</threadsafety>
/// <param name="path">The folder; it is made by the first write.</param>
public sealed class LocalFolder(string path) : ISharedFolder
{
    /// <inheritdoc/>
    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content)
    {
        string file = PathOf(name);
        if (File.Exists(file))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        // Readers see a whole file or none: the name appears only when the disk has the content. No name has a dot, so
        // that what a crash leaves behind is never listed.
        string temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        await WriteThroughAsync(temporary, content);
        try
        {
            File.Move(temporary, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another worker was faster.
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name)
    {
        string file = PathOf(name);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file) : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(string folder, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        string directory = PathOf(folder);
        IReadOnlyList<string> names = Directory.Exists(directory)
            ?
            [
                .. Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file)).Where(name => !name.Contains('.', StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal).Take(most),
            ]
            : [];
        return Task.FromResult(names);
    }

    private static async Task WriteThroughAsync(string file, ReadOnlyMemory<byte> content)
    {
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await stream.WriteAsync(content);
        stream.Flush(flushToDisk: true);
    }

    private string PathOf(string name) => Path.Combine(path, SharedFolderNames.Checked(name));
}
