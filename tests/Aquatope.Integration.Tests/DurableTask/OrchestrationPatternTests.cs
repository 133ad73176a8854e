using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;

namespace Aquatope.Integration.Tests.DurableTask;

/// <summary>The patterns of durable orchestrations, with client, worker and hub together over gRPC.</summary>
public sealed class OrchestrationPatternTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-patterns-").FullName;
    private HubFixture _hub = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _hub = await HubFixture.StartAsync(Path.Combine(_folder, "hub.db"));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Chain_OfActivities_PassesResultsOn() => Assert.Equal("Hello Oslo, Rome", await RunAsync<string>(registry => registry
        .AddOrchestratorFunc("main", async context =>
        {
            string first = await context.CallActivityAsync<string>("append", "Hello Oslo");
            return await context.CallActivityAsync<string>("append", first + ", Rome");
        })
        .AddActivityFunc<string, string>("append", (_, text) => text)));

    [Fact]
    public async Task FanOut_OverManyActivities_GathersAllInOrder() => Assert.Equal(
        Enumerable.Range(0, 200).Select(n => n * n),
        await RunAsync<int[]>(registry => registry
            .AddOrchestratorFunc("main", async context =>
                await Task.WhenAll(Enumerable.Range(0, 200).Select(n => context.CallActivityAsync<int>("square", n))))
            .AddActivityFunc<int, int>("square", (_, n) => n * n)));

    [Fact]
    public async Task SubOrchestration_Fails_ParentSeesTheCause() => Assert.Equal("System.InvalidOperationException: no", await RunAsync<string>(registry => registry
        .AddOrchestratorFunc("main", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("child");
            }
            catch (TaskFailedException exception)
            {
                TaskFailureDetails cause = exception.FailureDetails.InnerFailure ?? exception.FailureDetails;
                return $"{cause.ErrorType}: {cause.ErrorMessage}";
            }
        })
        .AddOrchestratorFunc("child", string (TaskOrchestrationContext _) => throw new InvalidOperationException("no"))));

    [Fact]
    public async Task Retry_ActivityFailsTwice_SucceedsAtTheThirdAttempt()
    {
        int attempts = 0;
        var policy = new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromMilliseconds(10));

        Assert.Equal(3, await RunAsync<int>(registry => registry
            .AddOrchestratorFunc("main", context => context.CallActivityAsync<int>("flaky", options: TaskOptions.FromRetryPolicy(policy)))
            .AddActivityFunc<int>("flaky", _ => Interlocked.Increment(ref attempts) < 3 ? throw new InvalidOperationException("again") : attempts)));
    }

    [Fact]
    public async Task RetryHandler_Decides_ByFailureAndAttempt()
    {
        int attempts = 0;

        Assert.Equal("gave up after 2", await RunAsync<string>(registry => registry
            .AddOrchestratorFunc("main", async context =>
            {
                try
                {
                    var options = TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 2 && retry.LastFailure.IsCausedBy<TimeoutException>());
                    return await context.CallActivityAsync<string>("late", options: options);
                }
                catch (TaskFailedException)
                {
                    return "gave up after 2";
                }
            })
            .AddActivityFunc("late", string (TaskActivityContext _) =>
            {
                Interlocked.Increment(ref attempts);
                throw new TimeoutException();
            })));
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task ContinueAsNew_CountsDown_AndCarriesEvents()
    {
        using IHost worker = await _hub.WorkAsync(registry => registry.AddOrchestratorFunc<int, int>("main", async (context, sum) =>
        {
            int value = await context.WaitForExternalEvent<int>("add");
            if (value == 0)
            {
                return sum;
            }

            context.ContinueAsNew(sum + value);
            return 0;
        }));
        await using DurableTaskClient client = _hub.Client();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("main", 0, Cancellation);
        foreach (int value in (int[])[1, 2, 3, 4, 0])
        {
            await client.RaiseEventAsync(id, "add", value, Cancellation);
        }

        Assert.Equal(10, await ResultAsync<int>(client, id));
    }

    [Fact]
    public async Task Timer_AgainstAnEvent_TheFirstWins() => Assert.Equal("timer", await RunAsync<string>(registry => registry
        .AddOrchestratorFunc("main", async context =>
        {
            Task<string> answer = context.WaitForExternalEvent<string>("never");
            Task timer = context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            return await Task.WhenAny(answer, timer) == timer ? "timer" : "event";
        })));

    [Fact]
    public async Task CustomStatus_IsSeenWhileTheOrchestrationWaits()
    {
        using IHost worker = await _hub.WorkAsync(registry => registry.AddOrchestratorFunc("main", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("go");
        }));
        await using DurableTaskClient client = _hub.Client();
        string id = await client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation);

        OrchestrationMetadata waiting = await client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true, Cancellation);
        Assert.Equal("waiting", waiting.ReadCustomStatusAs<string>());
        await client.RaiseEventAsync(id, "go", "gone", Cancellation);
        Assert.Equal("gone", await ResultAsync<string>(client, id));
    }

    [Fact]
    public async Task Hub_StartedAgain_OrchestrationsGoOnWhereTheyWere()
    {
        string database = Path.Combine(_folder, "restarted.db");
        HubFixture hub = await HubFixture.StartAsync(database);
        System.Net.IPEndPoint address = hub.Address;
        int calls = 0;
        var counted = new TaskCompletionSource();
        void Tasks(DurableTaskRegistry registry) => registry
            .AddOrchestratorFunc("main", async context =>
            {
                int before = await context.CallActivityAsync<int>("count");
                counted.TrySetResult();
                await context.WaitForExternalEvent<string>("go");
                return before;
            })
            .AddActivityFunc<int>("count", _ => Interlocked.Increment(ref calls));
        string id;
        using (IHost worker = await hub.WorkAsync(Tasks))
        await using (DurableTaskClient client = hub.Client())
        {
            id = await client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation);

            // The result is stored by then. Not every worker hands in what it has done when it is stopped before.
            await counted.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
            await client.RaiseEventAsync(id, "go", cancellation: Cancellation);
            await worker.StopAsync(Cancellation);
        }

        await hub.DisposeAsync();
        await using HubFixture again = await HubFixture.StartAsync(database, address);
        using IHost other = await again.WorkAsync(Tasks);
        await using DurableTaskClient later = again.Client();

        Assert.Equal(1, await ResultAsync<int>(later, id));
    }

    [Fact]
    public async Task Filters_TwoWorkers_EachGetsItsOwnActivities()
    {
        using IHost first = await _hub.WorkAsync(registry => registry
            .AddOrchestratorFunc("main", async context => string.Concat(
                await context.CallActivityAsync<string>("a"), await context.CallActivityAsync<string>("b")))
            .AddActivityFunc<string>("a", _ => "A"));
        using IHost second = await _hub.WorkAsync(registry => registry.AddActivityFunc<string>("b", _ => "B"));
        await using DurableTaskClient client = _hub.Client();

        Assert.Equal("AB", await ResultAsync<string>(client, await client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation)));
    }

    private async Task<T?> RunAsync<T>(Action<DurableTaskRegistry> tasks)
    {
        using IHost worker = await _hub.WorkAsync(tasks);
        await using DurableTaskClient client = _hub.Client();
        T? result = await ResultAsync<T>(client, await client.ScheduleNewOrchestrationInstanceAsync("main", Cancellation));
        await worker.StopAsync(Cancellation);
        return result;
    }

    private static async Task<T?> ResultAsync<T>(DurableTaskClient client, string id)
    {
        OrchestrationMetadata ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, Cancellation)
            .WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.RuntimeStatus}: {ended.FailureDetails}");
        return ended.ReadOutputAs<T>();
    }
}
