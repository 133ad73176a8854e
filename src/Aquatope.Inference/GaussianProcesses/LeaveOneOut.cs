namespace Aquatope.Inference;

/// <summary>What a model says of each observation when that one is left out.</summary>
/// <param name="Means">Predicted means, [n], in output units.</param>
/// <param name="Variances">Predicted variances of the observations, noise included, [n].</param>
/// <param name="Scores">Observation minus mean, over the standard deviation, [n].</param>
public sealed record LeaveOneOut(double[] Means, double[] Variances, double[] Scores);
