using System.Net;
using System.Threading.Channels;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Aquatope.Integration.Tests.Telemetry;

/// <summary>Receives metrics and spans by OTLP over HTTP, and knows of its messages only what the tests look at.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WebApplication _web;
    private readonly Channel<Point> _points = Channel.CreateUnbounded<Point>();
    private readonly Channel<string> _spans = Channel.CreateUnbounded<string>();

    private OtlpReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _web = builder.Build();
        _web.Run(ReceiveAsync);
    }

    public Dictionary<string, string> Environment => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _web.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._web.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits for a measurement.</summary>
    public Task<Point> PointAsync(Predicate<Point> wanted) => FirstAsync(_points.Reader, wanted);

    /// <summary>Waits for a span by its name.</summary>
    public Task<string> SpanAsync(string name) => FirstAsync(_spans.Reader, span => span == name);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static async Task<T> FirstAsync<T>(ChannelReader<T> reader, Predicate<T> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            T next = await reader.ReadAsync(patience.Token);
            if (wanted(next))
            {
                return next;
            }
        }
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        // Resources, scopes, then metrics or spans: the fields are numbered alike in both.
        foreach (ByteString item in Fields(ByteString.CopyFrom(body.ToArray()), 1).SelectMany(e => Fields(e, 2)).SelectMany(e => Fields(e, 2)))
        {
            if (context.Request.Path == "/v1/traces")
            {
                _spans.Writer.TryWrite(Fields(item, 5).Single().ToStringUtf8());
                continue;
            }

            string name = Fields(item, 1).Single().ToStringUtf8();
            foreach (ByteString point in Fields(item, 5).SelectMany(gauge => Fields(gauge, 1)))
            {
                _points.Writer.TryWrite(new Point(name, Number(point), Fields(point, 7).ToDictionary(
                    tag => Fields(tag, 1).Single().ToStringUtf8(), tag => Fields(Fields(tag, 2).Single(), 1).Single().ToStringUtf8())));
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>Returns the values of a field that is a text or a message.</summary>
    private static List<ByteString> Fields(ByteString message, int number)
    {
        var found = new List<ByteString>();
        CodedInputStream input = message.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                found.Add(input.ReadBytes());
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }

    private static double Number(ByteString point)
    {
        CodedInputStream input = point.CreateCodedInput();
        while (input.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 4:
                    return input.ReadDouble();
                case 6:
                    return input.ReadSFixed64();
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return double.NaN;
    }

    /// <summary>One measurement of a gauge.</summary>
    internal sealed record Point(string Name, double Value, Dictionary<string, string> Tags);
}
