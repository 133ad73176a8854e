namespace Aquatope.Forecasting;

/// <summary>All Monte Carlo passes from origins to distributions.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class MonteCarloPasses(HybridBayesianNetwork network, EncoderPasses? encoder, PredictionPasses prediction)
{
    /// <summary>Forecasts from many origins.</summary>
    /// <param name="origins">The origins; each horizon is the first bin that is forecast.</param>
    /// <param name="horizon">How many bins to forecast from there on.</param>
    /// <param name="parallel">Threads and cancellation; the result does not depend on the threads.</param>
    /// <returns>Distributions before calibration, [origins][horizon].</returns>
    public CountGrid[][] Forecast(IReadOnlyList<SeriesOrigin> origins, int horizon, ParallelOptions parallel)
    {
        var results = new CountGrid[origins.Count][];
        int chunks = (origins.Count + EncoderPasses.Batch - 1) / EncoderPasses.Batch;
        Parallel.For(0, chunks, parallel, CreateScratch, (chunk, _, scratch) =>
        {
            int start = chunk * EncoderPasses.Batch;
            SeriesOrigin[] some = [.. Enumerable.Range(start, Math.Min(EncoderPasses.Batch, origins.Count - start)).Select(i => origins[i])];
            encoder?.Encode(some, scratch.Encoder!);
            for (int b = 0; b < some.Length; b++)
            {
                results[start + b] = Forecast(some[b], b, horizon, scratch);
            }

            return scratch;
        }, _ => { });
        return results;
    }

    private CountGrid[] Forecast(SeriesOrigin origin, int window, int horizon, Scratch scratch)
    {
        if (encoder is not null)
        {
            encoder.Latent(window, scratch.Encoder!, scratch.Encoder!.Latent.View);
            prediction.SetLatent(scratch.Encoder.Latent.View, scratch.Prediction);
        }

        double anchor = network.Encoder.Anchor.At(origin.Series, origin.Origin);
        var bins = new CountGrid[horizon];
        for (int h = 0; h < horizon; h++)
        {
            network.Features.Write(origin.Series, origin.Origin, origin.Horizon + h, scratch.Prediction.Features);
            MatrixView outputs = prediction.Outputs(scratch.Prediction.Features, scratch.Prediction);
            bins[h] = network.Head.Distribution(outputs, origin.Series.Scale, anchor);
        }

        return bins;
    }

    private Scratch CreateScratch() => new(encoder?.CreateScratch(), prediction.CreateScratch());

    private sealed record Scratch(EncoderScratch? Encoder, PredictionScratch Prediction);
}
