namespace Aquatope.Workflows;

/// <summary>What one training of a stage's forecaster is asked to do.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Training">The number of the training, from 1.</param>
/// <param name="Why">Why it takes place, in words.</param>
internal sealed record TrainingRequest(string Stage, int Training, string Why);
