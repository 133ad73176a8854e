using System.Text.Json;

namespace Aquatope.Forecasting;

/// <summary>Baseline: a plain LSTM, whose forecast is certain but for the residuals it had on held-out bins.</summary>
/// <remarks>
/// Bins further ahead are forecast by feeding forecasts back; their residuals grow with the square root of the distance, as
/// a random walk's do. Forecasts are clipped at zero and rounded to whole counts where the training counts were whole.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class LstmForecaster : IForecaster
{
    /// <summary>The name of the method.</summary>
    internal const string MethodName = "lstm";

    private const int Batch = 32;

    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly LstmNetwork _network;

    /// <summary>Initializes a new instance of the <see cref="LstmForecaster"/> class.</summary>
    /// <param name="model">The trained model.</param>
    internal LstmForecaster(LstmModel model)
    {
        Model = model;
        _network = new LstmNetwork(model.WindowBins, model.Units);
    }

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <summary>Gets the model.</summary>
    internal LstmModel Model { get; }

    /// <summary>Reads a forecaster from a file that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The forecaster, which forecasts as the one that was saved.</returns>
    /// <exception cref="ModelFileException">The file is of another format, version or kind, or damaged.</exception>
    public static LstmForecaster Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (byte[] header, IReadOnlyList<float[]> weights) = ModelFile.Read(stream, MethodName);
        LstmModel model = ModelHeaders.Read(header, ModelHeaders.Default.LstmModel) with { Parameters = weights.ElementAtOrDefault(0) ?? [] };
        return model.Fault() is { } fault ? throw ModelFile.Corrupt(fault) : new LstmForecaster(model);
    }

    /// <summary>Writes the forecaster to a file: its form, scaling, residuals and weights.</summary>
    /// <param name="stream">The file; stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ModelFile.Write(stream, MethodName, JsonSerializer.SerializeToUtf8Bytes(Model, ModelHeaders.Default.LstmModel), Model.Parameters);
    }

    /// <inheritdoc/>
    public Forecast Forecast(CountSeries history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        return ForecastBatch([history], horizon)[0];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Forecast> ForecastBatch(IReadOnlyList<CountSeries> histories, int horizon)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        var forecasts = new Forecast[histories.Count];
        List<int> able = [];
        for (int i = 0; i < forecasts.Length; i++)
        {
            if (WhyNot(histories[i]) is { } reason)
            {
                forecasts[i] = new FallbackForecaster(Name, reason).Forecast(histories[i], horizon);
            }
            else
            {
                able.Add(i);
            }
        }

        Parallel.For(0, (able.Count + Batch - 1) / Batch, Threads, chunk =>
        {
            List<int> some = able.GetRange(chunk * Batch, Math.Min(Batch, able.Count - (chunk * Batch)));
            float[][] means = Iterate([.. some.Select(i => histories[i])], horizon);
            for (int b = 0; b < some.Count; b++)
            {
                CountSeries history = histories[some[b]];
                PredictiveDistribution[] bins = [.. means.Select((mean, h) => Distribution(mean[b], h + 1))];
                forecasts[some[b]] = new Forecast(Name, history.End, history.BinWidth, bins);
            }
        });
        return forecasts;
    }

    // Standardised forecasts, [horizon][histories]; always a full batch, so that a forecast does not depend on its company.
    private float[][] Iterate(CountSeries[] histories, int horizon)
    {
        int window = Model.WindowBins;
        var tape = new LstmTape(_network.Recurrent, window, Batch);
        var prediction = new FloatMatrix(1, Batch);
        float[][] values = [.. histories.Select(history => LatestValues(history, horizon))];
        var means = new float[horizon][];
        for (int h = 0; h < horizon; h++)
        {
            for (int b = 0; b < histories.Length; b++)
            {
                for (int step = 0; step < window; step++)
                {
                    DateTime time = Calendar.StartOf(histories[b], histories[b].Length - window + h + step);
                    WindowInput.WriteStep(values[b][h + step], time, tape.Input.View, (step * Batch) + b);
                }
            }

            _network.Forward(Model.Parameters, tape, prediction.View);
            means[h] = prediction.Row(0)[..histories.Length].ToArray();
            for (int b = 0; b < histories.Length; b++)
            {
                values[b][window + h] = means[h][b];
            }
        }

        return means;
    }

    private float[] LatestValues(CountSeries history, int horizon)
    {
        var values = new float[Model.WindowBins + horizon];
        for (int i = 0; i < Model.WindowBins; i++)
        {
            values[i] = (float)Model.Scale.Scaled(history.Counts[history.Length - Model.WindowBins + i]);
        }

        return values;
    }

    private EmpiricalDistribution Distribution(double mean, int steps)
    {
        double growth = Math.Sqrt(steps);
        return new EmpiricalDistribution(Model.Residuals.Select(residual =>
            Model.Scale.Unit * Math.Max(0, Math.Round(Model.Scale.Units(mean + (growth * residual))))));
    }

    private string? WhyNot(CountSeries history)
    {
        if (history.Length == 0)
        {
            throw new ArgumentException("The series has no bins; a forecast needs at least one.", nameof(history));
        }

        if (history.Length < Model.WindowBins)
        {
            return $"{Name} needs {Model.WindowBins} bins of {history.BinWidth}; the series has {history.Length}.";
        }

        return history.BinWidth == Model.BinWidth
            ? null
            : $"{Name} was trained on bins of {Model.BinWidth}; the series has bins of {history.BinWidth}.";
    }
}
