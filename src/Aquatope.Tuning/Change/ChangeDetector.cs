using System.Collections.Immutable;

namespace Aquatope.Tuning;

/// <summary>Tells from streamed reports, one after the other, that a stage does not take the time it used to take.</summary>
/// <remarks>
/// <para>
/// Cumulative sums (Page 1954) of the normal scores of sequential ranks (McDonald 1990): each execution time is ranked
/// among earlier ones of its stage and configuration. Without a change all ranks are equally likely, whatever the
/// distribution of execution times, so that outliers and heavy tails raise no more false alarms than Gaussian noise.
/// Deviations: ranks are told apart by classes only, whose edges the first reports set, which keeps memory bounded; a class
/// counts with its mean normal score. The latest reports are not yet among those that others are compared with, so that
/// a change does not hide itself; what ranks then err in common is allowed for.
/// </para>
/// <para>
/// In each direction a quick sum finds large changes and a patient one small ones. Their thresholds follow from the mean
/// number of reports between false alarms by the approximation of Siegmund (1985, section 2.6). That number holds for all
/// stages together, since each report touches the sums of one stage only. After an alarm the stage is learned anew.
/// </para>
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class ChangeDetector
{
    private const int RecentReports = 32;

    // The overshoot of a normal random walk over a threshold, on both sides (Siegmund 1985).
    private const double Overshoot = 1.166;

    // Standard errors of the mean score that the comparison with few reports may be off by.
    private const double AllowedErrors = 0.75;

    // What each sum is lowered by for every report: half of the shift, in deviations, that it finds soonest.
    private static readonly double[] Allowances = [1, 0.3];

    private readonly ChangeDetectorOptions _options;
    private readonly double _deadBand;
    private readonly double[] _thresholds;

    /// <summary>Initializes a new instance of the <see cref="ChangeDetector"/> class with default settings.</summary>
    public ChangeDetector()
        : this(new ChangeDetectorOptions())
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChangeDetector"/> class.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public ChangeDetector(ChangeDetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool sound = options.ReferenceReports >= SequentialRanks.InnerClasses && options.MaxReferences >= 1
            && options.ReportsPerFalseAlarm is > 100 and < double.PositiveInfinity && options.LeastChange is >= 0 and < 1;
        if (!sound)
        {
            throw new ArgumentException(
                $"A change detector needs at least {SequentialRanks.InnerClasses} reference reports, one reference, more than 100 reports per false alarm and a least change in [0, 1): {options}.",
                nameof(options));
        }

        _options = options;
        _deadBand = Math.Log(1 + options.LeastChange);
        _thresholds = [.. Allowances.Select(allowance => Threshold(allowance, 2 * Allowances.Length * options.ReportsPerFalseAlarm))];
    }

    /// <summary>Takes note of one report.</summary>
    /// <param name="state">What the previous call returned, or <see cref="ChangeState.Initial"/>.</param>
    /// <param name="report">The report.</param>
    /// <returns>The new state, and an alarm where the stage seems to have changed.</returns>
    /// <exception cref="ArgumentException">The execution time is not positive and finite.</exception>
    public ChangeDetection Observe(ChangeState state, ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        if (report.ExecutionMs is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException($"The execution time of '{report.Stage}' is {report.ExecutionMs} ms; it must be positive and finite.", nameof(report));
        }

        if (report.Contended)
        {
            return new ChangeDetection(state, null);
        }

        StageReference? known = state.References.FirstOrDefault(reference => reference.Stage == report.Stage && reference.Configuration == report.Configuration);
        StageReference next = Add(known ?? new StageReference { Stage = report.Stage, Configuration = report.Configuration }, Math.Log(report.ExecutionMs));
        return Alarm(next) is { } alarm
            ? new ChangeDetection(new ChangeState { References = state.References.RemoveAll(other => other.Stage == report.Stage) }, alarm)
            : new ChangeDetection(With(state, known, next), null);
    }

    // The sum of normal scores that is passed once in a number of reports, by bisection.
    private static double Threshold(double allowance, double reports)
    {
        double low = 0;
        double high = 100;
        while (high - low > 1e-9)
        {
            double middle = 0.5 * (low + high);
            double exponent = 2 * allowance * (middle + Overshoot);
            bool rare = (Math.Exp(exponent) - 1 - exponent) / (2 * allowance * allowance) >= reports;
            (low, high) = rare ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static bool IsSlower(int sum) => sum % 2 == 0;

    private ChangeState With(ChangeState state, StageReference? known, StageReference next) => new()
    {
        References = [next, .. state.References.Where(other => !ReferenceEquals(other, known)).Take(_options.MaxReferences - 1)],
    };

    private StageReference Add(StageReference reference, double logMs)
    {
        if (reference.Edges.IsEmpty)
        {
            StageReference grown = reference with { Recent = reference.Recent.Add(logMs) };
            return grown.Recent.Length < _options.ReferenceReports ? grown : Learned(grown);
        }

        StageReference summed = reference with { Sums = Summed(reference, logMs) };
        if (summed.Recent.Length < RecentReports)
        {
            return summed with { Recent = summed.Recent.Add(logMs) };
        }

        int found = SequentialRanks.ClassOf(summed.Edges, summed.Recent[0]);
        return summed with { Recent = [.. summed.Recent.AsSpan()[1..], logMs], Counts = summed.Counts.SetItem(found, summed.Counts[found] + 1) };
    }

    private static StageReference Learned(StageReference reference)
    {
        ImmutableArray<double> edges = SequentialRanks.Edges(reference.Recent);
        return reference with
        {
            Recent = [],
            Edges = edges,
            Counts = SequentialRanks.Count(edges, reference.Recent),
            Sums = [.. new CumulativeSum[2 * Allowances.Length]],
        };
    }

    private ImmutableArray<CumulativeSum> Summed(StageReference reference, double logMs)
    {
        // A change within the dead band moves neither sum up.
        double slower = SequentialRanks.NormalScore(reference, logMs - _deadBand);
        double faster = -SequentialRanks.NormalScore(reference, logMs + _deadBand);
        double error = AllowedErrors / Math.Sqrt(reference.Counts.Sum());
        var sums = ImmutableArray.CreateBuilder<CumulativeSum>(2 * Allowances.Length);
        for (int i = 0; i < 2 * Allowances.Length; i++)
        {
            double value = reference.Sums[i].Value + (IsSlower(i) ? slower : faster) - Allowances[i / 2] - error;
            sums.Add(value > 0 ? new CumulativeSum(value, reference.Sums[i].Reports + 1) : default);
        }

        return sums.MoveToImmutable();
    }

    private ChangeAlarm? Alarm(StageReference reference)
    {
        for (int i = 0; i < reference.Sums.Length; i++)
        {
            CumulativeSum sum = reference.Sums[i];
            if (sum.Value > _thresholds[i / 2])
            {
                IEnumerable<double> since = reference.Recent.TakeLast(sum.Reports);
                double factor = Math.Exp(Percentiles.Of(since, 50) - SequentialRanks.Median(reference));
                return new ChangeAlarm(reference.Stage, IsSlower(i) ? ChangeDirection.Slower : ChangeDirection.Faster, factor, sum.Reports);
            }
        }

        return null;
    }
}
