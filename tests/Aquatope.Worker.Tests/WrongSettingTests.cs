using System.Net;
using Aquatope.Integration.Tests;

namespace Aquatope.Worker.Tests;

/// <summary>What is wrong with the settings is told in one line, before anything is connected.</summary>
public sealed class WrongSettingTests : IDisposable
{
    private static readonly IPEndPoint Nobody = new(IPAddress.Loopback, 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-worker-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("AQUATOPE_STAGE", "Nothing", "'Nothing'", "FindMarks")]
    [InlineData("AQUATOPE_STAGE", "findmarks", "'findmarks'", "FindMarks")]
    [InlineData("AQUATOPE_STAGE", "FindMarks,ReadDigits", "2 stages", "AQUATOPE_STAGE")]
    [InlineData("AQUATOPE_STAGE", "", "AQUATOPE_STAGE", "AQUATOPE_WORKFLOWS")]
    [InlineData("AQUATOPE_WORKFLOWS", "ReadParcelLabel", "AQUATOPE_STAGE", "AQUATOPE_WORKFLOWS")]
    [InlineData("AQUATOPE_CONCURRENCY", "many", "AQUATOPE_CONCURRENCY", "'many'")]
    [InlineData("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "Endpoint=http://localhost:1;Authentication=Magic", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "Magic")]
    [InlineData("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "", "DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "missing")]
    [InlineData("TASKHUB_NAME", "", "TASKHUB_NAME", "missing")]
    [InlineData("AQUATOPE_LANE", "", "AQUATOPE_LANE", "missing")]
    [InlineData("AQUATOPE_SHARED_CONTAINER", "", "AQUATOPE_SHARED_CONTAINER", "missing")]
    [InlineData("AQUATOPE_CPU", "", "AQUATOPE_CPU", "missing")]
    public async Task Start_SettingMissingOrWrong_SaysSoInOneLineAndEndsWith2(string setting, string value, params string[] expected)
    {
        IEnumerable<(string Name, string Value)> settings = WorkerProcess.Settings(Nobody).Append(("AQUATOPE_STAGE", "FindMarks"))
            .Where(one => one.Item1 != setting).Append((setting, value));
        using ProgramProcess worker = WorkerProcess.Start(_folder.FullName, settings);
        (int exitCode, string output, string error) = await worker.EndAsync();

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.All(expected, part => Assert.Contains(part, error, StringComparison.Ordinal));
    }
}
