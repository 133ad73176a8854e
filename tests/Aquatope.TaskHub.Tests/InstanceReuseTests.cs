using Aquatope.DurableTask.Protocol;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests;

public sealed class InstanceReuseTests
{
    [Fact]
    public async Task StartInstance_IdInUse_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x", input: "1");

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "B" }).RefusedAsync(StatusCode.AlreadyExists);

        Assert.Equal("A", (await hub.Client.StateAsync("x"))!.Name);
    }

    [Fact]
    public async Task StartInstance_EarlierInstanceHasEnded_ReplacesIt()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Complete("1"));

        await hub.Client.StartAsync("B", "x");
        await worker.TurnAsync("x", Actions.Complete("2"));

        OrchestrationState state = await hub.Client.CompletionAsync("x");
        Assert.Equal(("B", "2"), (state.Name, state.Output));
    }

    [Fact]
    public async Task StartInstance_PolicyNamesTheStatus_ReplacesAndStopsTheRunningInstance()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        WorkItem old = await worker.NextTurnAsync("x");
        var policy = new OrchestrationIdReusePolicy { ReplaceableStatus = { OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Terminated } };

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "B", OrchestrationIdReusePolicy = policy });
        await worker.CompleteAsync(old, Actions.Complete("old"));
        await worker.TurnAsync("x", Actions.Complete("new"));

        Assert.Equal("new", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task StartInstance_PolicyReplacesOpenButNotTerminatedInstances_IsRefusedWhereOneIsOpen()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await hub.Client.StartAsync("A", "x");
        var policy = new OrchestrationIdReusePolicy { ReplaceableStatus = { OrchestrationStatus.Pending } };

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "B", OrchestrationIdReusePolicy = policy })
            .RefusedAsync(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task StartInstance_PolicyReplacesOpenButNotTerminatedInstances_ReplacesOneThatHasEnded()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Complete("old"));
        var policy = new OrchestrationIdReusePolicy { ReplaceableStatus = { OrchestrationStatus.Running, OrchestrationStatus.Completed } };

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "B", OrchestrationIdReusePolicy = policy });
        await worker.TurnAsync("x", Actions.Complete("new"));

        Assert.Equal("new", (await hub.Client.CompletionAsync("x")).Output);
    }

    [Fact]
    public async Task StartInstance_PolicyDoesNotNameTheStatus_IsRefused()
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using TestWorker worker = await hub.WorkerAsync();
        await hub.Client.StartAsync("A", "x");
        await worker.TurnAsync("x", Actions.Complete());
        var policy = new OrchestrationIdReusePolicy { ReplaceableStatus = { OrchestrationStatus.Failed } };

        await hub.Client.StartInstanceAsync(new CreateInstanceRequest { InstanceId = "x", Name = "B", OrchestrationIdReusePolicy = policy })
            .RefusedAsync(StatusCode.AlreadyExists);
    }
}
