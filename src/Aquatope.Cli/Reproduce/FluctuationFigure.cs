using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Simulation;

namespace Aquatope.Cli;

/// <summary>Cold starts after sudden changes of load.</summary>
internal static class FluctuationFigure
{
    public const string Name = "fluctuation";
    private const double OfColdStarts = 0.5;

    /// <summary>Makes the figure.</summary>
    public static Figure Make(FigureRequest request) => Make(
        request, request.Quick ? [.. FluctuationStudy.Policies.Where(policy => !policy.StartsWith("hbnn", StringComparison.Ordinal) && !policy.StartsWith("lstm", StringComparison.Ordinal))] : FluctuationStudy.Policies);

    /// <summary>Makes the figure of some policies only.</summary>
    internal static Figure Make(FigureRequest request, ImmutableArray<string> policies)
    {
        var all = new Dictionary<string, ImmutableArray<Fluctuation>>(StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<object>>();
        var curves = ImmutableArray.CreateBuilder<Curve>();
        request.Begin(policies.Length * FluctuationStudy.Changes.Length * request.Study.Seeds);
        foreach (string policy in policies)
        {
            ImmutableArray<Fluctuation> found = FluctuationStudy.Run(policy, request.Study);
            all.Add(policy, found);
            rows.AddRange(found.Select(one => (ImmutableArray<object>)
            [
                one.Change, policy, one.ColdPercent.Value, one.ColdPercent.Low, one.ColdPercent.High, one.BeforePercent.Value, one.GiBHours.Value, one.GiBHours.Low, one.GiBHours.High,
            ]));
            curves.Add(new Curve(policy, [.. found.Select((one, i) => new CurvePoint(i + 1, one.ColdPercent.Low, one.ColdPercent.Value, one.ColdPercent.High))]));
            request.Study.Progress(string.Create(CultureInfo.InvariantCulture, $"{policy}: {string.Join(", ", found.Select(one => $"{one.ColdPercent.Value:F1} %"))} cold after a change"));
        }

        return new Figure(
            Name,
            "Cold starts in the ten minutes after a change of load",
            "One function, 30 calls a minute until the change, by chance; calls execute for two seconds in the mean, workers take one to start. Forecasts learn from a day at that rate, and see the two hours before the change. "
            + "Memory is that of the same ten minutes. Pools sized by a forecast weigh cold starts as the pre-warmer does by default, and let go at once what is beyond, unless it is kept a minute or idle times are weighed; \"mean\" takes the forecast's mean for certain. Intervals: 95 %, bootstrap over the seeds.",
            ["change", "policy", "coldPercent", "coldLow", "coldHigh", "coldPercentBefore", "gibHours", "gibHoursLow", "gibHoursHigh"],
            rows.ToImmutable(),
            [new Chart(Name, "cold starts after a change", "", "cold starts, % of calls", curves.ToImmutable()) { Categories = [.. FluctuationStudy.Changes.Select(change => change.Name)] }])
        {
            Claims = [.. policies.Where(policy => policy.StartsWith("lstm", StringComparison.Ordinal)).Select(policy => AfterEveryChange(policies[^1], all[policies[^1]], policy, all[policy]))],
        };
    }

    private static string AfterEveryChange(string ours, ImmutableArray<Fluctuation> cold, string other, ImmutableArray<Fluctuation> otherCold)
    {
        (Fluctuation Ours, Fluctuation Other)[] pairs = [.. cold.Zip(otherCold)];
        bool holds = pairs.All(pair => pair.Ours.ColdPercent.Value <= OfColdStarts * pair.Other.ColdPercent.Value);
        double ratio = cold.Average(one => one.ColdPercent.Value) / otherCold.Average(one => one.ColdPercent.Value);
        string found = string.Join(", ", pairs.Select(pair => string.Create(
            CultureInfo.InvariantCulture, $"{pair.Ours.Change} {pair.Ours.ColdPercent.Value:0.00} % and {pair.Other.ColdPercent.Value:0.00} %")));
        return Claim.Sentence(
            $"At most half the cold starts of {other} after every change",
            holds,
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} of them in the mean; {ours} and {other}: {found}"));
    }
}
