namespace Aquatope.Forecasting;

/// <summary>Samples for the prediction network.</summary>
/// <param name="Count">The number of samples, n.</param>
/// <param name="Features">External features, [n, features].</param>
/// <param name="Targets">What happened, [n].</param>
/// <param name="LatentRows">Which row of the latents belongs to each sample, [n].</param>
/// <param name="Latents">Latent sequences under several dropout masks, [masks][rows, latents].</param>
internal sealed record PredictionSet(int Count, float[] Features, HeadTarget[] Targets, int[] LatentRows, float[][] Latents);
