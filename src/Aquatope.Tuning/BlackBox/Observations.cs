using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>What was observed of an objective and of constraints at points of the unit cube.</summary>
/// <param name="Points">The points, shape [n, d].</param>
/// <param name="Objective">What is minimised, [n]; logarithms where the noise is multiplicative.</param>
/// <param name="Constraints">What must be at most zero, one array [n] per constraint.</param>
/// <param name="NoiseScale">Multiples of the noise variance, [n]: one over the number of replicates that a value averages.</param>
public sealed record Observations(Matrix Points, double[] Objective, IReadOnlyList<double[]> Constraints, double[] NoiseScale);
