using Aquatope.Inference;

namespace Aquatope.Benchmarks;

/// <summary>A constrained problem with known optimum: minimise the objective where every constraint is at most zero.</summary>
/// <param name="Name">Its name in the literature.</param>
/// <param name="Lower">Lower bounds, [d].</param>
/// <param name="Upper">Upper bounds, [d].</param>
/// <param name="Function">Objective and constraints at a point of the box.</param>
/// <param name="ObjectiveNoise">Standard deviation of the objective's noise; relative where <paramref name="LogOffset"/> is given.</param>
/// <param name="ConstraintNoise">Standard deviations of the constraints' noise.</param>
/// <param name="Optimum">The least feasible objective.</param>
/// <param name="InitialPoints">How many points the initial design has.</param>
/// <param name="LogOffset">What is added to the objective before its logarithm is modelled; null models the objective itself.</param>
internal sealed record SyntheticProblem(
    string Name,
    double[] Lower,
    double[] Upper,
    Func<double[], (double Objective, double[] Constraints)> Function,
    double ObjectiveNoise,
    double[] ConstraintNoise,
    double Optimum,
    int InitialPoints,
    double? LogOffset = null)
{
    public int Dimensions => Lower.Length;

    /// <summary>Returns the noise-free values at a point of the unit cube.</summary>
    public (double Objective, double[] Constraints) True(double[] unit) =>
        Function([.. unit.Select((value, k) => Lower[k] + (value * (Upper[k] - Lower[k])))]);

    /// <summary>Returns what the models see: noisy values, the objective's logarithm where it is modelled.</summary>
    public (double Objective, double[] Constraints) Observe(double[] unit, bool noisy, SeededRandom random)
    {
        (double objective, double[] constraints) = True(unit);
        double Noise(double deviation) => noisy ? deviation * random.NextNormal() : 0;
        double seen = LogOffset is { } offset
            ? Math.Log((objective * Math.Exp(Noise(ObjectiveNoise))) + offset)
            : objective + Noise(ObjectiveNoise);
        return (seen, [.. constraints.Select((value, j) => value + Noise(ConstraintNoise[j]))]);
    }
}
