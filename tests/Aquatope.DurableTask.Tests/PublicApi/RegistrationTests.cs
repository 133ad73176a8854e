using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Tests.PublicApi;

public sealed class RegistrationTests
{
    [Fact]
    public void AddDurableTaskWorker_Twice_IsOneWorkerWithBothTasks()
    {
        ServiceCollection services = new();
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddActivityFunc<int, int>("A", (_, i) => i)));
        services.AddDurableTaskWorker(worker => worker.UseGrpc("http://localhost:1")
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("B", (_, i) => i)));
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Single(provider.GetServices<IHostedService>());
        Assert.Equal(["A", "B"], Activities(provider, Options.DefaultName));
    }

    [Fact]
    public void AddDurableTaskWorker_TwoNames_KeepTheirTasksApart()
    {
        ServiceCollection services = new();
        services.AddDurableTaskWorker("one", worker => worker.UseGrpc("http://localhost:1")
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("A", (_, i) => i)));
        services.AddDurableTaskWorker("two", worker => worker.UseGrpc("http://localhost:1")
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("B", (_, i) => i)));
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Equal(2, provider.GetServices<IHostedService>().Count());
        Assert.Equal(["A"], Activities(provider, "one"));
        Assert.Equal(["B"], Activities(provider, "two"));
    }

    [Fact]
    public void AddDurableTaskWorker_NoWayToConnect_FailsWhenTheHostStarts()
    {
        ServiceCollection services = new();
        services.AddDurableTaskWorker(_ => { });
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToArray());
    }

    [Fact]
    public async Task AddDurableTaskClient_DefaultAndNamed_AreFoundByTheProvider()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient(client => client.UseGrpc("http://localhost:1"));
        services.AddDurableTaskClient("other", client => client.UseGrpc("http://localhost:2"));
        await using ServiceProvider provider = Logged(services).BuildServiceProvider();
        IDurableTaskClientProvider clients = provider.GetRequiredService<IDurableTaskClientProvider>();

        Assert.Equal("other", clients.GetClient("other").Name);
        Assert.Same(clients.GetClient(), provider.GetRequiredService<DurableTaskClient>());
        Assert.Throws<ArgumentOutOfRangeException>(() => clients.GetClient("third"));
    }

    [Fact]
    public void Registry_SameNameTwice_IsRefusedUnlessTheVersionDiffers()
    {
        DurableTaskRegistry registry = new();
        registry.AddOrchestratorFunc<int, int>("Order", new TaskVersion("1"), (_, i) => Task.FromResult(i));
        registry.AddOrchestratorFunc<int, int>("Order", new TaskVersion("2"), (_, i) => Task.FromResult(i));

        Assert.Throws<ArgumentException>(() =>
            registry.AddOrchestratorFunc<int, int>("ORDER", new TaskVersion("2"), (_, i) => Task.FromResult(i)));
        Assert.Throws<ArgumentException>(() => registry.AddActivityFunc<int, int>(default, (_, i) => i));
    }

    [Fact]
    public void Registry_Classes_AreNamedByAttributeOrClass()
    {
        ServiceCollection services = new();
        services.AddDurableTaskWorker(worker => worker.UseWorkItemFilters()
            .AddTasks(tasks => tasks.AddActivity<Charge>().AddActivity<Refund>().AddOrchestrator<Order>()));
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Equal(["charge-card", "Refund"], Activities(provider, Options.DefaultName));
    }

    [Fact]
    public void UseWorkItemFilters_OfTheRegistry_NamesTasksOnceWithTheirVersions()
    {
        DurableTaskWorkerWorkItemFilters filters = Filters(worker => worker.UseWorkItemFilters().AddTasks(tasks => tasks
            .AddOrchestratorFunc<int, int>("Order", new TaskVersion("1"), (_, i) => Task.FromResult(i))
            .AddOrchestratorFunc<int, int>("Order", new TaskVersion("2"), (_, i) => Task.FromResult(i))
            .AddActivityFunc<int, int>("Pay", (_, i) => i)
            .AddEntity<Counter>("Counter")));

        DurableTaskWorkerWorkItemFilters.OrchestrationFilter order = Assert.Single(filters.Orchestrations);
        Assert.Equal("Order", order.Name);
        Assert.Equal(["1", "2"], order.Versions.Order(StringComparer.Ordinal));
        DurableTaskWorkerWorkItemFilters.ActivityFilter pay = Assert.Single(filters.Activities);
        Assert.Equal("Pay", pay.Name);
        Assert.Empty(pay.Versions);
        Assert.Equal("counter", Assert.Single(filters.Entities).Name, ignoreCase: true);
    }

    [Fact]
    public void UseWorkItemFilters_StrictVersioning_AsksForThatVersionOnly()
    {
        DurableTaskWorkerWorkItemFilters filters = Filters(worker => worker.UseWorkItemFilters()
            .UseVersioning(new DurableTaskWorkerOptions.VersioningOptions
            {
                Version = "3",
                MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
            })
            .AddTasks(tasks => tasks
                .AddOrchestratorFunc<int, int>("Order", (_, i) => Task.FromResult(i))
                .AddActivityFunc<int, int>("Pay", (_, i) => i)));

        Assert.Equal(["3"], Assert.Single(filters.Orchestrations).Versions);
        Assert.Equal(["3"], Assert.Single(filters.Activities).Versions);
    }

    [Fact]
    public void UseWorkItemFilters_NamesThatAreNotRegistered_AreRefused()
    {
        DurableTaskWorkerWorkItemFilters wrong = new()
        {
            Activities = [new DurableTaskWorkerWorkItemFilters.ActivityFilter("Refund", null)],
        };

        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(() => Filters(worker => worker
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("Pay", (_, i) => i)).UseWorkItemFilters(wrong)));
        Assert.Contains("Refund", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseWorkItemFilters_GivenOnes_AreUsed()
    {
        DurableTaskWorkerWorkItemFilters given = new()
        {
            Activities = [new DurableTaskWorkerWorkItemFilters.ActivityFilter("pay", ["1"])],
        };

        DurableTaskWorkerWorkItemFilters filters = Filters(worker => worker
            .AddTasks(tasks => tasks.AddActivityFunc<int, int>("Pay", (_, i) => i)
                .AddActivityFunc<int, int>("Other", (_, i) => i))
            .UseWorkItemFilters(given));

        Assert.Equal("pay", Assert.Single(filters.Activities).Name);
        Assert.Empty(filters.Orchestrations);
    }

    [Fact]
    public void DataConverter_RegisteredAsService_IsUsedByClientAndWorker()
    {
        TextConverter converter = new();
        ServiceCollection services = new();
        services.AddSingleton<DataConverter>(converter);
        services.AddDurableTaskWorker(worker => worker.UseGrpc("http://localhost:1"));
        services.AddDurableTaskClient(client => client.UseGrpc("http://localhost:1"));
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Same(converter, provider.GetRequiredService<IOptionsMonitor<DurableTaskWorkerOptions>>().CurrentValue.DataConverter);
        Assert.Same(converter, provider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>().CurrentValue.DataConverter);
    }

    [Fact]
    public void UseDefaultVersion_OfTheClient_IsItsOption()
    {
        ServiceCollection services = new();
        services.AddDurableTaskClient(client => client.UseGrpc("http://localhost:1").UseDefaultVersion("4"));
        using ServiceProvider provider = Logged(services).BuildServiceProvider();

        Assert.Equal("4", provider.GetRequiredService<IOptionsMonitor<DurableTaskClientOptions>>().CurrentValue.DefaultVersion);
    }

    private static DurableTaskWorkerWorkItemFilters Filters(Action<IDurableTaskWorkerBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddDurableTaskWorker("worker", configure);
        using ServiceProvider provider = Logged(services).BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<DurableTaskWorkerWorkItemFilters>>().Get("worker");
    }

    // The names of the registered activities, as the filters derived from them show.
    private static string[] Activities(IServiceProvider provider, string worker) =>
        [.. provider.GetRequiredService<IOptionsMonitor<DurableTaskRegistry>>().Get(worker).GetActivities()
            .Select(activity => activity.Key.Name).Order(StringComparer.OrdinalIgnoreCase)];

    private static ServiceCollection Logged(ServiceCollection services)
    {
        services.AddLogging();
        return services;
    }

    [DurableTask("charge-card")]
    private sealed class Charge : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }

    private sealed class Refund : TaskActivity<int, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, int input) => Task.FromResult(input);
    }

    private sealed class Order : TaskOrchestrator<int, int>
    {
        public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(input);
    }

    private sealed class Counter : Entities.TaskEntity<int>;

    private sealed class TextConverter : DataConverter
    {
        public override string? Serialize(object? value) => value?.ToString();

        public override object? Deserialize(string? data, Type targetType) => data;
    }
}
