using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Moves what was observed before a change to where it would lie now.</summary>
/// <remarks>
/// A change is taken for a factor on cost and one on latency. Each is what the present observations differ from the
/// predictions of the earlier ones, shrunk to none where they are few. The noise of what was moved is inflated.
/// </remarks>
internal static class EpochAlignment
{
    // A factor of two either way, before anything is seen of it.
    private const double PriorVariance = 0.5;
    private const double Inflation = 4;

    /// <summary>Returns the observations with the earlier ones moved.</summary>
    /// <param name="observations">The observations; log cost, and constraints that are logarithms.</param>
    /// <param name="present">Whether each was made in the present epoch, [n].</param>
    /// <param name="random">The source of chance.</param>
    public static Observations Align(Observations observations, bool[] present, SeededRandom random)
    {
        int[] now = [.. Enumerable.Range(0, present.Length).Where(i => present[i])];
        int[] before = [.. Enumerable.Range(0, present.Length).Where(i => !present[i])];
        if (now.Length == 0 || before.Length == 0)
        {
            return observations;
        }

        var earlier = new BlackBoxSurrogates(Part(observations, before), random);
        double objective = Shift(now, i => observations.Objective[i] - earlier.ObjectiveMean(observations.Points.Row(i).ToArray()), Variance(observations.Objective, before));
        double[] constraints = [.. observations.Constraints.Select((values, j) =>
            Shift(now, i => values[i] - earlier.ConstraintMean(j, observations.Points.Row(i).ToArray()), Variance(values, before)))];
        return observations with
        {
            Objective = Moved(observations.Objective, present, objective),
            Constraints = [.. observations.Constraints.Select((values, j) => Moved(values, present, constraints[j]))],
            NoiseScale = [.. observations.NoiseScale.Select((scale, i) => present[i] ? scale : Inflation * scale)],
        };
    }

    private static Observations Part(Observations observations, int[] indices) => new(
        Matrix.OfRows([.. indices.Select(i => observations.Points.Row(i).ToArray())]),
        [.. indices.Select(i => observations.Objective[i])],
        [.. observations.Constraints.Select(values => indices.Select(i => values[i]).ToArray())],
        [.. indices.Select(i => observations.NoiseScale[i])]);

    // The prediction at a point is taken to err by a third of the spread of all values.
    private static double Variance(double[] values, int[] indices) =>
        Math.Max(0.01, Math.Pow(Standardisation.Of([.. indices.Select(i => values[i])]).Deviation, 2) / 9);

    private static double Shift(int[] indices, Func<int, double> difference, double variance) =>
        indices.Sum(difference) / (indices.Length + (variance / PriorVariance));

    private static double[] Moved(double[] values, bool[] present, double shift) => [.. values.Select((value, i) => present[i] ? value : value + shift)];
}
