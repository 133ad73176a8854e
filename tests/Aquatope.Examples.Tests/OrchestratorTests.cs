using System.Text.Json;
using Aquatope.Examples.Chain;
using Aquatope.Examples.FanOut;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Examples.Tests.Assets;

namespace Aquatope.Examples.Tests;

public sealed class OrchestratorTests
{
    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task RunAsync_RealInput_CallsEveryStageWithinThePayloadLimit(string name)
    {
        ExampleWorkflow workflow = Named(name);

        (InProcessContext context, object? output) = await InProcessContext.RunAsync(workflow, sequence: 2);

        Assert.NotNull(output);
        Assert.Equal(
            workflow.Stages.Select(stage => stage.Name).Order(),
            context.Calls.Select(call => call.Stage).Distinct().Order());
        Assert.All(context.Calls, call => Assert.InRange(call.Input.Length, 1, Payload.Limit));
        Assert.All(context.Calls, call => Assert.InRange(call.Output.Length, 1, Payload.Limit));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task RunAsync_SameSequenceTwice_GivesTheSameResult(string name)
    {
        ExampleWorkflow workflow = Named(name);

        (_, object? once) = await InProcessContext.RunAsync(workflow, sequence: 3);
        (_, object? again) = await InProcessContext.RunAsync(workflow, sequence: 3);

        Assert.Equal(JsonSerializer.Serialize(once), JsonSerializer.Serialize(again));
    }

    [Fact]
    public async Task ReadParcelLabel_Photo_GivesThePrintedNumber()
    {
        (_, object? output) = await InProcessContext.RunAsync(Named("image-recognition"), sequence: 4);

        Assert.Equal(LabelContent.Of("label-5").Number, Assert.IsType<ParcelLabel>(output).Number);
    }

    [Fact]
    public async Task SummariseDocument_Document_GivesAsManySentencesAsAskedFor()
    {
        (_, object? output) = await InProcessContext.RunAsync(Named("chain"), sequence: 2);

        Assert.Equal(7, Assert.IsType<DocumentSummary>(output).Sentences.Count);
    }

    [Fact]
    public async Task AnalyseWebTraffic_SixParts_FansOutSixTimes()
    {
        (InProcessContext context, object? output) = await InProcessContext.RunAsync(Named("fan-out"), sequence: 2);

        Assert.Equal(6, context.Calls.Count(call => call.Stage == nameof(AnalyseTraffic)));
        Assert.InRange(Assert.IsType<TrafficReport>(output).Requests, 1_000_000, 2_000_000);
    }

    public static TheoryData<string> Workflows() => [.. ExampleWorkflows.All.Select(workflow => workflow.Name)];

    private static ExampleWorkflow Named(string name) => ExampleWorkflows.All.Single(workflow => workflow.Name == name);
}
