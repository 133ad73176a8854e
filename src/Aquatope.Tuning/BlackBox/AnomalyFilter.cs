using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Finds trials that all others contradict, and makes them count for less.</summary>
/// <remarks>
/// The paper's anomaly detection: a Gaussian process predicts each observation from the others. It is fitted, judges what
/// was measured rather than a penalised value, and takes only what made the execution dearer and slower at once. Nothing is
/// dropped: a doubtful observation has its noise variance multiplied, and the best known configuration is never doubted.
/// </remarks>
internal static class AnomalyFilter
{
    // Outside the interval that holds all but three in a thousand; a few at most, found one after the other.
    private const double Threshold = 3;
    private const double MostShare = 0.15;
    private const double Inflation = 100;
    private const int FewestTrials = 6;

    /// <summary>Returns the observations with the noise of doubtful ones inflated.</summary>
    public static Observations Weigh(Observations observations, SeededRandom random)
    {
        int n = observations.Points.Rows;
        Observations weighed = observations;
        int incumbent = Incumbent(observations);
        var doubted = new HashSet<int>();
        BlackBoxSurrogates? surrogates = null;
        while (n >= FewestTrials && doubted.Count < MostShare * n)
        {
            SeededRandom chance = random.Stream($"anomalies {doubted.Count}");
            surrogates = surrogates?.Refit(weighed, chance) ?? new BlackBoxSurrogates(weighed, chance);
            double[] scores = Scores(surrogates);
            int worst = Enumerable.Range(0, n).Where(i => i != incumbent && !doubted.Contains(i)).MaxBy(i => scores[i]);
            if (scores[worst] < Threshold)
            {
                break;
            }

            doubted.Add(worst);
            weighed = weighed with { NoiseScale = [.. observations.NoiseScale.Select((scale, i) => doubted.Contains(i) ? Inflation * scale : scale)] };
        }

        return weighed;
    }

    // A disturbed execution is slower and dearer than expected at once: the mean of both scores tells it from one that is
    // merely near the edge of either.
    private static double[] Scores(BlackBoxSurrogates surrogates)
    {
        double[] cost = surrogates.Objective.LeaveOneOut().Scores;
        double[] latency = surrogates.Constraints[0].LeaveOneOut().Scores;
        return [.. cost.Zip(latency, (a, b) => 0.5 * (a + b))];
    }

    private static int Incumbent(Observations observations) => Enumerable.Range(0, observations.Points.Rows)
        .OrderBy(i => Math.Max(0, observations.Constraints[0][i]))
        .ThenBy(i => observations.Objective[i])
        .First();
}
