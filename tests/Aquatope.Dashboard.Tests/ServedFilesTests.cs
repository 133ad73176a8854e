using System.Reflection;
using Aquatope.Tests.NodeJs;

namespace Aquatope.Dashboard.Tests;

/// <summary>The files that are served: built from those of <c>Web/</c>, and kept.</summary>
public sealed class ServedFilesTests
{
    private const string Prefix = "Served/";

    [Fact]
    public void TotalBytes_OfEverythingThatIsServed_IsBelowHalfAMegabyte() => Assert.InRange(new WebFiles().TotalBytes, 50_000, 500_000);

    [Fact]
    public async Task Build_OfTheSources_MakesWhatIsServed()
    {
        Assert.SkipUnless(NodeProcess.IsInstalled, NodeProcess.Missing);
        string sources = Path.Combine(AppContext.BaseDirectory, "Web");
        DirectoryInfo made = Directory.CreateTempSubdirectory("aquatope-served-");
        try
        {
            await NodePackages.InstallAsync(sources);
            await NodeProcess.RunAsync(sources, "node", "build.mjs", made.FullName);

            Assembly served = typeof(WebFiles).Assembly;
            string[] names = [.. served.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(made.GetFiles().Select(file => Prefix + file.Name).Order(StringComparer.Ordinal), names);
            Assert.All(names, name =>
            {
                using var kept = new StreamReader(served.GetManifestResourceStream(name)!);
                bool same = kept.ReadToEnd() == File.ReadAllText(Path.Combine(made.FullName, name[Prefix.Length..]));
                Assert.True(same, $"{name} is not what Web/ builds. Run 'npm ci && npm run build' in src/Aquatope.Dashboard/Web.");
            });
        }
        finally
        {
            made.Delete(recursive: true);
        }
    }
}
