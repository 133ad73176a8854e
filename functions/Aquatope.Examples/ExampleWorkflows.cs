using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Examples.Chain;
using Aquatope.Examples.FanOut;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Examples.SocialNetwork;
using Aquatope.Examples.Video;
using Aquatope.Tuning;
using Microsoft.DurableTask;

namespace Aquatope.Examples;

/// <summary>The example workflows.</summary>
public static class ExampleWorkflows
{
    private const int SocialUsers = 962;

    private static readonly StageKnobs DefaultKnobs = new(
        Cpu: [0.25, 0.5, 0.75, 1, 1.5, 2],
        MemoryMiB: [128, 192, 256, 384, 512, 768, 1024],
        Concurrency: [1, 2, 4]);

    /// <summary>Gets every example, the one to begin with first.</summary>
    public static ImmutableArray<ExampleWorkflow> All { get; } = [ImageRecognition(), Chain(), FanOut(), Video(), SocialNetwork(), HomeTimeline(), UserTimeline()];

    private static ExampleWorkflow ImageRecognition() => new(
        "image-recognition",
        "Reads photos of parcel labels: develop, find the marks, read digits and symbols in parallel, route",
        nameof(ReadParcelLabel),
        [
            Stage(static () => new DecodePhoto()),
            Stage(static () => new FindMarks()),
            Stage(static () => new ReadDigits()),
            Stage(static () => new ReadSymbols()),
            Stage(static () => new RouteParcel()),
        ],
        static n => new LabelPhoto(Cycle(LabelPhoto.Names, n)),
        Milliseconds(800))
    {
        Create = static () => new ReadParcelLabel(),
    };

    private static ExampleWorkflow Chain() => new(
        "chain",
        "Summarises documents: tokenise, rank the sentences, choose and compress",
        nameof(SummariseDocument),
        [
            Stage(static () => new Tokenise()),
            Stage(static () => new RankSentences()),
            Stage(static () => new CompressSummary()),
        ],
        static n => new DocumentRequest(Cycle(DocumentRequest.Names, n), SummarySentences: 5 + (n % 4)),
        Milliseconds(600))
    {
        Create = static () => new SummariseDocument(),
    };

    private static ExampleWorkflow FanOut() => new(
        "fan-out",
        "Analyses web traffic: split the days, find spikes and unusual hours in every part in parallel, merge",
        nameof(AnalyseWebTraffic),
        [
            Stage(static () => new SplitTraffic()),
            Stage(static () => new AnalyseTraffic()),
            Stage(static () => new MergeTraffic()),
        ],
        static n => new TrafficQuery(FirstDay: n % 4, Days: 4 * (4 + (n % 3)), Parts: 4 + (n % 3)),
        Milliseconds(600))
    {
        Create = static () => new AnalyseWebTraffic(),
    };

    private static ExampleWorkflow Video() => new(
        "video",
        "Processes clips: split, then per chunk watermark, transcode and scene detection in parallel, merge",
        nameof(ProcessVideo),
        [
            Stage(static folder => new SplitVideo(folder)),
            Stage(static folder => new WatermarkChunk(folder)),
            Stage(static folder => new TranscodeChunk(folder)),
            Stage(static folder => new DetectScenes(folder)),
            Stage(static folder => new MergeVideo(folder)),
        ],
        static n => new ClipRequest(
            Cycle(ClipRequest.Names, n), FramesPerChunk: 12, string.Create(CultureInfo.InvariantCulture, $"A-{n % 100:00}")),
        Milliseconds(1000))
    {
        Create = static () => new ProcessVideo(),
    };

    private static ExampleWorkflow SocialNetwork() => new(
        "social-network",
        "Composes posts: filter text and picture in parallel, then store and write the timelines in parallel",
        nameof(ComposePost),
        [
            Stage(static () => new FilterText()),
            Stage(static () => new FilterPicture()),
            Stage(static folder => new StorePost(folder)),
            Stage(static folder => new WriteUserTimeline(folder)),
            Stage(static () => new ReadFollowers()),
            Stage(static folder => new WriteHomeTimeline(folder)),
        ],
        static n => new ComposeRequest(
            n * 37 % SocialUsers,
            string.Create(CultureInfo.InvariantCulture, $"Walk {n}: the harbour at dawn{(n % 5 == 4 ? ", no l0ttery needed" : "")}."),
            n % 3 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{(n % 10 == 7 ? "short" : "long")}:{n % 20}")),
        Milliseconds(300))
    {
        Create = static () => new ComposePost(),
    };

    private static ExampleWorkflow HomeTimeline() => new(
        "home-timeline",
        "Shows home timelines of the social network: find the newest posts, read them",
        nameof(ShowHomeTimeline),
        [Stage(static folder => new ReadHomeTimeline(folder)), Stage(static folder => new ReadPosts(folder))],
        static n => new TimelineRequest(n * 53 % SocialUsers, Most: 20),
        Milliseconds(200))
    {
        Create = static () => new ShowHomeTimeline(),
    };

    private static ExampleWorkflow UserTimeline() => new(
        "user-timeline",
        "Shows user timelines of the social network: find the newest posts, read them",
        nameof(ShowUserTimeline),
        [Stage(static folder => new ReadUserTimeline(folder)), Stage(static folder => new ReadPosts(folder))],
        static n => new TimelineRequest(n * 37 % SocialUsers, Most: 20),
        Milliseconds(200))
    {
        Create = static () => new ShowUserTimeline(),
    };

    private static ExampleStage Stage<TActivity>(Func<TActivity> create)
        where TActivity : class, ITaskActivity =>
        Stage(_ => create());

    private static ExampleStage Stage<TActivity>(Func<ISharedFolder, TActivity> create)
        where TActivity : class, ITaskActivity =>
        new(typeof(TActivity).Name, typeof(TActivity), DefaultKnobs, create);

    private static string Cycle(IReadOnlyList<string> names, int n) => names[n % names.Count];

    private static LatencyObjective Milliseconds(int bound) => new(TimeSpan.FromMilliseconds(bound), Percentile: 95);
}
