using Aquatope.DurableTask.Protocol;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests.Model;

/// <summary>The hub does what the model says, over random commands with restarts, crashes and lost workers among them.</summary>
public sealed class HubAgainstModelTests
{
    private static readonly string[] Ids = ["a", "b", "c", "a.0", "b.1"];

    [Property(MaxTest = 40)]
    public Property Commands_InAnyOrder_LeaveWhatTheModelSays() =>
        Prop.ForAll(Command.Sequence.ToArbitrary(), commands => RunAsync(commands));

    private static async Task RunAsync(Command[] commands)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        var model = new ModelHub();
        TestWorker worker = await hub.WorkerAsync();
        foreach (Command command in commands)
        {
            worker = await ApplyAsync(command, hub, model, worker);
            await AssertSameAsync(hub, model);
        }

        await worker.DisposeAsync();
    }

    private static async Task<TestWorker> ApplyAsync(Command command, HubHarness hub, ModelHub model, TestWorker worker)
    {
        string id = Ids[command.Id];
        switch (command.Kind)
        {
            case CommandKind.Start:
                Assert.Equal(model.Start(id, command.Script), await SucceedsAsync(() => hub.Client.StartAsync("Script", id, command.Script)));
                break;
            case CommandKind.Raise:
                Assert.Equal(model.Raise(id), await SucceedsAsync(() => hub.Client.RaiseAsync(id, "e")));
                break;
            case CommandKind.Suspend:
                Assert.Equal(model.Suspend(id), await SucceedsAsync(async () => await hub.Client.SuspendInstanceAsync(new SuspendRequest { InstanceId = id })));
                break;
            case CommandKind.Resume:
                Assert.Equal(model.Resume(id), await SucceedsAsync(async () => await hub.Client.ResumeInstanceAsync(new ResumeRequest { InstanceId = id })));
                break;
            case CommandKind.Terminate:
                Assert.Equal(model.Terminate(id), await SucceedsAsync(async () => await hub.Client.TerminateInstanceAsync(new TerminateRequest { InstanceId = id })));
                break;
            case CommandKind.Purge:
                Assert.Equal(model.Purge(id), (await hub.Client.PurgeInstancesAsync(new PurgeInstancesRequest { InstanceId = id })).DeletedInstanceCount);
                break;
            case CommandKind.Advance:
                model.Advance(command.Seconds);
                hub.Clock.Advance(TimeSpan.FromSeconds(command.Seconds));
                break;
            default:
                Assert.Equal(model.Start(id, command.Script), await SucceedsAsync(() => hub.Client.StartAsync("Script", id, command.Script)));
                await WorkAsync(hub, worker, until: command.Seconds % 7);
                return await DisturbAsync(command.Kind, hub, worker);
        }

        await WorkAsync(hub, worker, until: int.MaxValue);
        return worker;
    }

    /// <summary>Restarts, crashes or cuts off the worker, in the middle of what a new instance makes it do.</summary>
    private static async Task<TestWorker> DisturbAsync(CommandKind kind, HubHarness hub, TestWorker worker)
    {
        await (kind switch
        {
            CommandKind.Restart => hub.RestartAsync(),
            CommandKind.Crash => hub.CrashAsync(),
            _ => Task.CompletedTask,
        });
        await worker.DisposeAsync();
        TestWorker next = await hub.WorkerAsync();
        await WorkAsync(hub, next, until: int.MaxValue);
        return next;
    }

    /// <summary>Does the work that there is, and the work that this makes.</summary>
    private static async Task WorkAsync(HubHarness hub, TestWorker worker, int until)
    {
        for (int done = 0; done < until && await OpenWorkAsync(hub) > 0; done++)
        {
            WorkItem item = await worker.NextAsync();
            if (item.ActivityRequest is not null)
            {
                await worker.CompleteActivityAsync(item, "1");
            }
            else
            {
                (List<OrchestratorAction> actions, _) = ScriptWorker.Run(item.OrchestratorRequest, hub.Clock.GetUtcNow());
                await worker.CompleteAsync(item, [.. actions]);
            }
        }
    }

    private static async Task<int> OpenWorkAsync(HubHarness hub) =>
        (await hub.Server.GetWorkQueuesAsync()).Sum(queue => queue.Backlog + queue.Active);

    private static async Task AssertSameAsync(HubHarness hub, ModelHub model)
    {
        QueryInstancesResponse all = await hub.Client.QueryInstancesAsync(
            new QueryInstancesRequest { Query = new InstanceQuery { MaxInstanceCount = 1000, FetchInputsAndOutputs = true } });
        Assert.Equal(
            model.Instances.Select(item => $"{item.Key}: {Said(item.Value)}"),
            all.OrchestrationState.OrderBy(state => state.InstanceId, StringComparer.Ordinal)
                .Select(state => $"{state.InstanceId}: {state.OrchestrationStatus}, output {state.Output ?? "none"}"));
    }

    private static string Said(ModelInstance instance) =>
        $"{(instance is { IsOpen: true, Suspended: true } ? OrchestrationStatus.Suspended : instance.Status)}, output {instance.Output ?? "none"}";

    private static async Task<bool> SucceedsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.NotFound)
        {
            return false;
        }
    }
}
