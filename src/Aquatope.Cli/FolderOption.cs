namespace Aquatope.Cli;

/// <summary>A folder that an option names.</summary>
internal static class FolderOption
{
    /// <summary>Makes the folder where it is missing.</summary>
    /// <param name="option">The option.</param>
    /// <param name="path">The folder.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public static string Make(string option, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: the folder '{path}' cannot be made: {exception.Message}");
        }
    }
}
