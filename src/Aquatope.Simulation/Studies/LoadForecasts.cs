using System.Collections.Immutable;
using Aquatope.Forecasting;

namespace Aquatope.Simulation;

/// <summary>Forecasts of the executions of a workflow, made once for all its stages, and for each system and seed that meets the load.</summary>
/// <remarks>Each is made from what precedes it only. A stage that an execution calls several times expects as many calls for each.</remarks>
internal sealed class LoadForecasts
{
    private const int Horizon = 2;
    private readonly ImmutableArray<Forecast> _forecasts;
    private readonly DateTimeOffset _first;
    private readonly TimeSpan _bin;

    /// <summary>Trains the methods on the past and makes the forecasts of the method that foresaw its last day best.</summary>
    /// <param name="load">All executions, the past first.</param>
    /// <param name="past">How many bins are past.</param>
    /// <param name="methods">The methods.</param>
    /// <param name="options">Seed and cancellation.</param>
    public LoadForecasts(CountSeries load, int past, ImmutableArray<string> methods, StudyOptions options)
    {
        IForecaster forecaster = Choose(load.Prefix(past), methods, options);
        Method = forecaster.Name;
        _first = load.Start + (past * load.BinWidth);
        _bin = load.BinWidth;
        _forecasts = [.. forecaster.ForecastBatch([.. Enumerable.Range(past, load.Length - past + 1).Select(load.Prefix)], Horizon)];
    }

    /// <summary>Gets the name of the method that was chosen.</summary>
    public string Method { get; }

    /// <summary>Returns the forecaster of one stage.</summary>
    /// <param name="calls">How many calls of the stage an execution makes.</param>
    /// <param name="usesUncertainty">Whether distributions are handed on, or their means.</param>
    /// <returns>The forecaster.</returns>
    public IForecaster OfStage(int calls, bool usesUncertainty) =>
        usesUncertainty ? new StageForecaster(this, calls) : new MeanForecaster(new StageForecaster(this, calls));

    private static IForecaster Choose(CountSeries past, ImmutableArray<string> methods, StudyOptions options)
    {
        if (methods.Length == 1)
        {
            return ForecastingMethods.Find(methods[0]).Train(past, options.Seed, options.CancellationToken);
        }

        int day = (int)(TimeSpan.FromDays(1) / past.BinWidth);
        var contest = new RollingOriginOptions(Math.Max(past.Length / 2, past.Length - day)) { Quantiles = [0.9], Seed = options.Seed };
        return ForecasterContest.Run(past, methods, incumbent: null, contest, options.CancellationToken)[0].Forecaster;
    }

    private sealed class StageForecaster(LoadForecasts load, int calls) : IForecaster
    {
        public string Name => load.Method;

        public Forecast Forecast(CountSeries history, int horizon)
        {
            int index = (int)Math.Round((history.End - load._first) / load._bin);
            Forecast known = load._forecasts[Math.Clamp(index, 0, load._forecasts.Length - 1)];
            return known with { Bins = [.. known.Bins.Take(horizon).Select(OfCalls)] };
        }

        private PredictiveDistribution OfCalls(PredictiveDistribution executions) => calls == 1 ? executions : new MultipliedDistribution(executions, calls);
    }
}
