using System.Security.Cryptography;
using Grpc.Net.Client;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.DurableTask.Worker.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P = Aquatope.DurableTask.Protocol;

namespace Microsoft.DurableTask.Worker.Grpc;

/// <summary>A worker that takes its work from a task hub by gRPC. Stopping it lets running work end.</summary>
internal sealed class GrpcDurableTaskWorker : DurableTaskWorker
{
    private const string DefaultAddress = "http://localhost:4001";

    private readonly CancellationTokenSource _abort = new();
    private readonly GrpcChannel? _ownedChannel;
    private readonly WorkerContext _context;

    public GrpcDurableTaskWorker(
        string name,
        IDurableTaskFactory factory,
        IOptionsMonitor<GrpcDurableTaskWorkerOptions> options,
        IServiceProvider services,
        ILoggerFactory loggerFactory)
        : base(name, factory)
    {
        GrpcDurableTaskWorkerOptions grpc = options.Get(name);
        _ownedChannel = grpc.CallInvoker is null && grpc.Channel is null
            ? GrpcChannel.ForAddress(string.IsNullOrEmpty(grpc.Address) ? DefaultAddress : grpc.Address)
            : null;
        TimeProvider timeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _context = new WorkerContext
        {
            Name = name,
            Client = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(
                grpc.CallInvoker ?? (grpc.Channel ?? _ownedChannel!).CreateCallInvoker()),
            Options = grpc,
            GeneralOptions = services.GetRequiredService<IOptionsMonitor<DurableTaskWorkerOptions>>().Get(name),
            Filters = services.GetRequiredService<IOptionsMonitor<DurableTaskWorkerWorkItemFilters>>().Get(name),
            Factory = factory,
            Services = services,
            Replay = Settings(grpc, services, loggerFactory, timeProvider),
            Logger = loggerFactory.CreateLogger("Microsoft.DurableTask.Worker.Grpc"),
            TimeProvider = timeProvider,

            // Only jitter, which has to differ between workers.
            Jitter = new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
#pragma warning disable CS0618 // Supported for those who use it.
            OrchestrationFilter = services.GetService<IOrchestrationFilter>() ?? grpc.OrchestrationFilter,
#pragma warning restore CS0618
        };
        ExceptionPropertiesProvider = _context.Replay.ExceptionProperties;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // The host's patience ends with its token: then running work is abandoned to the task hub.
        await using CancellationTokenRegistration registration = cancellationToken.Register(_abort.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _ownedChannel?.Dispose();
        _abort.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new WorkItemStream(_context).RunAsync(stoppingToken, _abort.Token);

    private static ReplaySettings Settings(
        GrpcDurableTaskWorkerOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider timeProvider) => new()
        {
            DataConverter = options.DataConverter,
            LoggerFactory = loggers,
            TimeProvider = timeProvider,
            MaximumTimerInterval = options.MaximumTimerInterval,
            DefaultVersion = options.Versioning?.DefaultVersion,
            EntitySupport = options.EnableEntitySupport,
            LegacyEntityMessages = !options.UseEntityMessages,
            ExceptionProperties = services.GetService<IExceptionPropertiesProvider>(),
        };
}
