namespace Aquatope.Tests.NodeJs;

/// <summary>Packages of npm, installed beside the tests.</summary>
internal static class NodePackages
{
    // Tests that run beside each other may need the same packages.
    private static readonly SemaphoreSlim Installing = new(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Installs what the lock file of a folder of the tests' output says, unless it is there already.</summary>
    /// <param name="folder">The folder; it has <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <returns>Completes when the packages are there.</returns>
    public static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync(Cancellation);
        try
        {
            await InstallOnceAsync(folder);
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task InstallOnceAsync(string folder)
    {
        string wanted = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"), Cancellation);
        string installed = Path.Combine(folder, "node_modules", ".installed");
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed, Cancellation) == wanted)
        {
            return;
        }

        await NodeProcess.RunAsync(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

        // Written last, so that an installation that was broken off is begun again.
        await File.WriteAllTextAsync(installed, wanted, Cancellation);
    }
}
