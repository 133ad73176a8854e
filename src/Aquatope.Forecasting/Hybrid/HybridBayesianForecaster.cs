using System.Text.Json;
using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Forecasts by a hybrid Bayesian neural network.</summary>
/// <remarks>
/// Aquatope (ASPLOS 2023), section on the container pool scheduler, after Zhu and Laptev (2017). See
/// <see cref="HybridBayesianOptions"/> for what is as published and what is not.
/// </remarks>
/// <threadsafety>Safe for concurrent use.</threadsafety>
public sealed class HybridBayesianForecaster : IForecaster
{
    /// <summary>The name of the method.</summary>
    internal const string MethodName = "hbnn";

    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly HybridBayesianModel _model;
    private readonly HybridBayesianNetwork _network;
    private readonly MonteCarloPasses _passes;
    private readonly CountFrequencies _frequencies;
    private readonly ProbabilityCalibration _near;
    private readonly ProbabilityCalibration _far;

    /// <summary>Initializes a new instance of the <see cref="HybridBayesianForecaster"/> class.</summary>
    /// <param name="model">The trained model.</param>
    internal HybridBayesianForecaster(HybridBayesianModel model)
    {
        _model = model;
        _network = new HybridBayesianNetwork(model.Options, model.BinWidth, model.KnowsWeeks, model.InherentDeviation);
        _passes = _network.Passes(model.EncoderParameters, model.Members, new SeededRandom(model.MaskSeed));
        _frequencies = new CountFrequencies(model.CountFactors);
        _near = new ProbabilityCalibration(model.NearCalibration);
        _far = new ProbabilityCalibration(model.FarCalibration);
    }

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <summary>Gets the model.</summary>
    internal HybridBayesianModel Model => _model;

    /// <summary>Reads a forecaster from a file that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>The forecaster, which forecasts as the one that was saved.</returns>
    /// <exception cref="ModelFileException">The file is of another format, version or kind, or damaged.</exception>
    public static HybridBayesianForecaster Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (byte[] header, IReadOnlyList<float[]> weights) = ModelFile.Read(stream, MethodName);
        HybridBayesianModel model = ModelHeaders.Read(header, ModelHeaders.Default.HybridBayesianModel) with
        {
            EncoderParameters = weights.ElementAtOrDefault(0) ?? [],
            Members = [.. weights.Skip(1)],
        };
        return model.Fault() is { } fault ? throw ModelFile.Corrupt(fault) : new HybridBayesianForecaster(model);
    }

    /// <summary>Writes the forecaster to a file: its form, scaling, features, calibration and weights.</summary>
    /// <param name="stream">The file; stays open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] header = JsonSerializer.SerializeToUtf8Bytes(_model, ModelHeaders.Default.HybridBayesianModel);
        ModelFile.Write(stream, MethodName, header, [_model.EncoderParameters, .. _model.Members]);
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
        var able = new List<int>(histories.Count);
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

        foreach ((int index, SeriesOrigin origin, CountGrid[] grids, ProbabilityCalibration near) in ForecastAble(histories, able, horizon))
        {
            CountSeries history = histories[index];
            PredictiveDistribution[] bins = [.. grids.Select((grid, h) => Calibrated(grid, h == 0 ? near : _far, origin.Series.Scale.Unit))];
            forecasts[index] = new Forecast(Name, history.End, history.BinWidth, bins);
        }

        return forecasts;
    }

    private CountGridDistribution Calibrated(CountGrid grid, ProbabilityCalibration calibration, double unit)
    {
        grid = _frequencies.Apply(grid);
        double[] cdf = [.. grid.Cdf.Select(calibration.Apply)];
        return new CountGridDistribution(grid.Counts, cdf, unit);
    }

    private IEnumerable<(int Index, SeriesOrigin Origin, CountGrid[] Grids, ProbabilityCalibration Near)> ForecastAble(
        IReadOnlyList<CountSeries> histories, List<int> able, int horizon)
    {
        SeriesOrigin[] origins = Origins(histories, able, horizon);
        CountGrid[][] grids = _passes.Forecast(origins, horizon, Threads);
        IReadOnlyList<ProbabilityCalibration> near = _model.Options.Calibration == CalibrationMode.Rolling
            ? RollingCalibration.Of(origins, past => [.. _passes.Forecast(past, 1, Threads).Select(bins => _frequencies.Apply(bins[0]))], _near, _model.Options.WindowBins)
            : [.. origins.Select(_ => _near)];
        return able.Select((index, i) => (index, origins[i], grids[i], near[i]));
    }

    // Prefixes of one series share its scaled counts.
    private SeriesOrigin[] Origins(IReadOnlyList<CountSeries> histories, List<int> able, int horizon)
    {
        int reach = Math.Max(_model.Options.WindowBins, _network.Features.Reach(horizon));
        reach += _model.Options.Calibration == CalibrationMode.Rolling ? RollingCalibration.Bins : 0;
        var origins = new SeriesOrigin[able.Count];
        foreach (IGrouping<(object, DateTimeOffset), int> group in Enumerable.Range(0, able.Count).GroupBy(i => SharedCounts(histories[able[i]])))
        {
            CountSeries longest = group.Select(i => histories[able[i]]).MaxBy(history => history.Length)!;
            int shortest = group.Min(i => histories[able[i]].Length);
            var scaled = new ScaledSeries(longest, ScaleOf(longest)!, Math.Max(0, shortest - reach));
            foreach (int i in group)
            {
                origins[i] = new SeriesOrigin(scaled, histories[able[i]].Length);
            }
        }

        return origins;
    }

    private (object Source, DateTimeOffset Start) SharedCounts(CountSeries history) =>
        (_model.Scale is not null && history.Source is { } source ? source : history, history.Start);

    private SeriesScale? ScaleOf(CountSeries history) => _model.Scale ?? SeriesScale.OfLatestWeek(history, _model.Options.Transform);

    private string? WhyNot(CountSeries history)
    {
        if (history.Length == 0)
        {
            throw new ArgumentException("The series has no bins; a forecast needs at least one.", nameof(history));
        }

        if (history.Length < _model.Options.WindowBins)
        {
            return $"{Name} needs {_model.Options.WindowBins} bins of {history.BinWidth}; the series has {history.Length}.";
        }

        if (history.BinWidth != _model.BinWidth)
        {
            return $"{Name} was trained on bins of {_model.BinWidth}; the series has bins of {history.BinWidth}.";
        }

        return ScaleOf(history) is null ? $"{Name} cannot scale a series that does not vary." : null;
    }
}
