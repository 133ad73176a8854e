namespace Aquatope.Examples;

/// <summary>Where the examples keep what they write on one machine.</summary>
public static class ExampleData
{
    /// <summary>The environment variable that names the folder; all workers must share it.</summary>
    public const string FolderVariable = "AQUATOPE_EXAMPLES_DATA";

    private const string DefaultFolder = ".aquatope/examples";

    /// <summary>Gets the folder's path. Default: <c>.aquatope/examples</c> in the current directory.</summary>
    public static string Folder
    {
        get
        {
            string? configured = Environment.GetEnvironmentVariable(FolderVariable);
            return Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? DefaultFolder : configured);
        }
    }

    /// <summary>Opens the folder.</summary>
    /// <returns>The folder, which need not be there yet.</returns>
    public static ISharedFolder Open() => new LocalFolder(Folder);
}
