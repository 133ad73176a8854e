namespace Aquatope.Cli;

/// <summary>A file that an option names.</summary>
/// <param name="Option">The option.</param>
/// <param name="Path">The file.</param>
internal readonly record struct NamedFile(string Option, string Path)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the file.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public byte[] Read() => Read(secret: false);

    /// <summary>Reads the file, unless others than its owner may do so too.</summary>
    /// <returns>Its bytes.</returns>
    /// <exception cref="UsageException">It cannot be read, or is open to others.</exception>
    public byte[] ReadSecret() => Read(secret: true);

    private byte[] Read(bool secret)
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read);
            if (secret)
            {
                RefuseOpenToOthers(file);
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{Option}: {exception.Message}");
        }
    }

    private void RefuseOpenToOthers(FileStream file)
    {
        // Asked of the open file: the name might stand for another one by then.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) is not UnixFileMode.None)
        {
            throw new UsageException($"{Option}: '{Path}' holds a secret and is open to others than its owner; make it private with 'chmod 600'.");
        }
    }
}
