namespace Aquatope.Workflows;

/// <summary>Which forecaster a stage has, as it is stored.</summary>
/// <param name="Training">The number of the latest training, from 1.</param>
/// <param name="Adopted">The number of the training from which it came.</param>
/// <param name="Method">Its method.</param>
/// <param name="TrainedAt">When the latest training ended.</param>
internal sealed record ForecasterInForce(int Training, int Adopted, string Method, DateTimeOffset TrainedAt);
