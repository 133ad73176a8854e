using System.Net;
using System.Text.RegularExpressions;
using Microsoft.DurableTask.Client;

namespace Aquatope.Integration.Tests.Readme;

/// <summary>What the README shows is what runs.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-readme-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Example_OfTheReadme_IsTheProgramBelow()
    {
        string program = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Program.cs"), Cancellation);
        string readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), Cancellation);
        string example = CodeBlock().Match(readme).Groups["code"].Value;

        Assert.NotEmpty(example);
        Assert.EndsWith(example, program, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_OfTheReadme_RunsItsWorkflowAndEndsCleanly()
    {
        using var program = new ProgramProcess("Aquatope.Integration.Program", _folder);
        Match address = Address().Match(await program.HearAsync("Task hub on"));
        var hub = IPEndPoint.Parse(address.Groups["address"].Value);
        await using (var services = new ClientServices(hub))
        {
            DurableTaskClient client = services.Client("production");
            string id = await client.ScheduleNewOrchestrationInstanceAsync("CountWords", (string[])["one two three", "four five"], Cancellation);
            OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation);

            Assert.Equal(5, ended.ReadOutputAs<int>());
        }

        await program.PressControlCAsync();
        (int exitCode, _, string error) = await program.EndAsync();
        Assert.True(exitCode == 0, error);
        Assert.Empty(ProgramProcess.RunningIn(_folder));
        Assert.Empty(ProgramProcess.ControlGroupsOf(program.Id));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"http://(?<address>[0-9.]+:[0-9]+)/", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
