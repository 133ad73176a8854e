using Aquatope.DurableTask.Protocol;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Aquatope.TaskHub.Tests.Fuzz;

/// <summary>Whatever a caller sends, the hub carries it out or refuses it, and goes on.</summary>
public sealed class FuzzTests
{
    private const int Calls = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AnyCall_RandomMessages_LeavesTheHubHealthy(int seed)
    {
        await using HubHarness hub = await HubHarness.StartAsync();
        await using var work = new HeldWork(await hub.WorkerAsync(HeldWork.OneOfEach));
        var random = new Random(seed);
        List<string> texts = ["", "x", "y", "Work", "@counter@a", "@counter@b", "op", "{}"];
        MethodDescriptor[] methods = [.. TaskHubSidecarService.Descriptor.Methods.Where(IsPlain)];
        for (int i = 0; i < Calls; i++)
        {
            await work.TakeAsync(await hub.Server.GetWorkQueuesAsync());
            var messages = new RandomMessages(random, [.. texts, .. work.Tokens, .. work.Tokens, .. work.Tokens]);
            MethodDescriptor method = methods[random.Next(methods.Length)];
            IMessage request = messages.Of(method.InputType);
            StatusCode answer = await CallAsync(hub, method, request);
            Assert.True(
                answer is StatusCode.OK or StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists or StatusCode.FailedPrecondition,
                $"Call {i}: {answer} from {method.Name} {request}");
            work.Note(request, answer);
            hub.Clock.Advance(TimeSpan.FromSeconds(i % 100 == 0 ? 1000 : 0));
        }

        await AssertServesAsync(hub, "another");
        await hub.CrashAsync();
        await AssertServesAsync(hub, "yet-another");
    }

    private static async Task AssertServesAsync(HubHarness hub, string taskHub)
    {
        await using TestWorker worker = await hub.WorkerAsync(taskHub: taskHub);
        await hub.For(taskHub).StartAsync("A", "z");
        await worker.TurnAsync("z", Actions.Complete("well"));
        Assert.Equal("well", (await hub.For(taskHub).CompletionAsync("z")).Output);
    }

    /// <summary>Streams and long waits are not for one answer, and the deletion of the hub would make the rest dull.</summary>
    private static bool IsPlain(MethodDescriptor method) =>
        !method.IsServerStreaming && method.Name is not ("WaitForInstanceStart" or "WaitForInstanceCompletion" or "DeleteTaskHub" or "CreateTaskHub");

    private static async Task<StatusCode> CallAsync(HubHarness hub, MethodDescriptor method, IMessage request)
    {
        var raw = new Method<IMessage, byte[]>(
            MethodType.Unary,
            method.Service.FullName,
            method.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
        try
        {
            using AsyncUnaryCall<byte[]> call = hub.Invoker("default").AsyncUnaryCall(raw, host: null, new CallOptions(), request);
            await call.ResponseAsync.WaitAsync(HubHarness.Patience);
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }
}
