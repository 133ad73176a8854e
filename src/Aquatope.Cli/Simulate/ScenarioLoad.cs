using Aquatope.Forecasting;
using Aquatope.Inference;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>When executions of a scenario's workflow start.</summary>
internal sealed class ScenarioLoad
{
    private const double GreatestRate = 1e6;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly CountSeries? _counts;
    private readonly CallPlacement _placement;
    private readonly RateProfile _profile = RateProfile.Empty;

    private ScenarioLoad(CountSeries counts, CallPlacement placement) => (_counts, _placement) = (counts, placement);

    private ScenarioLoad(RateProfile profile) => _profile = profile;

    /// <summary>Gets how long the load lasts, or null where it has no end.</summary>
    public TimeSpan? Length => _counts is null ? null : _counts.Length * Minute;

    /// <summary>Reads a load: a rate, parts of changing rate, or a file of counts.</summary>
    /// <param name="node">The value.</param>
    /// <returns>The load.</returns>
    public static ScenarioLoad Read(ScenarioNode node)
    {
        if (node.Find("counts") is { } file)
        {
            node.With("counts", "series", "placement", "scale");
            return new ScenarioLoad(Counts(node, file), Placement(node.Find("placement")));
        }

        node.With("perSecond", "parts");
        RateProfile profile = node.Find("perSecond") is { } rate
            ? RateProfile.Empty.Then(Minute, Rate(rate))
            : node.Get("parts").Items().Aggregate(RateProfile.Empty, Append);
        return profile.Expected > 0 ? new ScenarioLoad(profile) : throw node.Wrong("no execution ever starts");
    }

    /// <summary>Returns the load before the simulation, to learn from.</summary>
    /// <param name="length">How long.</param>
    /// <param name="random">The scenario's chance.</param>
    /// <returns>Counts per minute.</returns>
    public CountSeries Past(TimeSpan length, SeededRandom random)
    {
        int minutes = (int)(length / Minute);
        if (_counts is not null)
        {
            return _counts.Prefix(minutes);
        }

        var counts = new double[minutes];
        IArrivals arrivals = All(random);
        while (arrivals.TryNext(out long ticks) && ticks < length.Ticks)
        {
            counts[Math.Min(minutes - 1, ticks / Minute.Ticks)]++;
        }

        return new CountSeries(Monday, Minute, counts);
    }

    /// <summary>Returns the starts in the simulation.</summary>
    /// <param name="past">How much of the load lies before it.</param>
    /// <param name="random">The scenario's chance.</param>
    /// <returns>Arrivals for one simulation; the same each time.</returns>
    public IArrivals Starts(TimeSpan past, SeededRandom random) => new LaterArrivals(All(random), past);

    private IArrivals All(SeededRandom random) => _counts is null
        ? new PoissonArrivals(_profile, random.Stream("load"), repeats: true)
        : new CountArrivals(_counts, _placement, random.Stream("load"));

    private static RateProfile Append(RateProfile profile, ScenarioNode node)
    {
        node.With("minutes", "perSecond", "fromPerSecond", "toPerSecond", "peakPerSecond", "riseMinutes", "fallMinutes");
        TimeSpan length = Length(node.Get("minutes"));
        if (node.Find("peakPerSecond") is { } peak)
        {
            return profile.FlashCrowd(Rate(node.Get("perSecond")), Rate(peak), Length(node.Get("riseMinutes")), length, Length(node.Get("fallMinutes")));
        }

        return node.Find("perSecond") is { } rate
            ? profile.Then(length, Rate(rate))
            : profile.Ramp(length, Rate(node.Get("fromPerSecond")), Rate(node.Get("toPerSecond")));

        static TimeSpan Length(ScenarioNode minutes) => TimeSpan.FromMinutes(minutes.Number(0.001, 1e6));
    }

    private static double Rate(ScenarioNode node) => node.Number(0, GreatestRate);

    private static CallPlacement Placement(ScenarioNode? node) => node?.Text() switch
    {
        null or "uniform" => CallPlacement.Uniform,
        "poisson" => CallPlacement.Poisson,
        "even" => CallPlacement.Even,
        _ => throw node.Wrong("the placement must be \"uniform\", \"poisson\" or \"even\""),
    };

    private static CountSeries Counts(ScenarioNode node, ScenarioNode file)
    {
        IReadOnlyList<NamedSeries> all = AllSeries(file);
        ScenarioNode? name = node.Find("series");
        NamedSeries chosen = name is null
            ? all.Count == 1 ? all[0] : throw file.Wrong($"the file has {all.Count} series; 'series' must say which")
            : all.FirstOrDefault(series => series.Name == name.Text()) ?? throw name.Wrong($"the file has no series '{name.Text()}'");
        if (chosen.Counts.BinWidth != Minute)
        {
            throw file.Wrong($"the counts are of {chosen.Counts.BinWidth}, and must be of a minute each");
        }

        double scale = node.Find("scale")?.Number(0, GreatestRate) ?? 1;
        return scale == 1 ? chosen.Counts : new CountSeries(chosen.Counts.Start, Minute, [.. chosen.Counts.Counts.ToArray().Select(count => scale * count)]);
    }

    private static IReadOnlyList<NamedSeries> AllSeries(ScenarioNode file)
    {
        const string Option = "--counts: ";
        try
        {
            return CountsFile.Read(file.Beside(file.Text()), format: null).Series;
        }
        catch (UsageException exception)
        {
            throw file.Wrong(exception.Message.Replace(Option, string.Empty, StringComparison.Ordinal).TrimEnd('.'));
        }
    }
}
