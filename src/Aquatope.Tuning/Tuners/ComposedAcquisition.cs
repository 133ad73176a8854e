namespace Aquatope.Tuning;

/// <summary>Constrained noisy expected improvement of workflow configurations under a composed model.</summary>
/// <remarks>
/// Letham et al. (2019) over the samples of the grey box; where the improvement vanishes, a score that leads back to
/// where it does not.
/// </remarks>
internal sealed class ComposedAcquisition
{
    private const double Negligible = 1e-6;

    private readonly WorkflowModel _model;
    private readonly Evaluation _evaluation;
    private readonly double[] _best;
    private readonly double _scale;
    private readonly double _logBoundMs;

    public ComposedAcquisition(WorkflowModel model, IEnumerable<Configuration> baseline)
    {
        _model = model;
        _evaluation = new Evaluation(model.Samples);
        _best = new double[model.Samples];
        _logBoundMs = Math.Log(model.Evidence.Problem.Objective.Bound.TotalMilliseconds);
        double greatest = 0;
        var known = new List<(double[] Cost, bool[] Feasible)>();
        foreach (Configuration configuration in baseline)
        {
            model.Evaluate(configuration, optimistic: true, _evaluation);
            greatest = Math.Max(greatest, _evaluation.Cost.Max());
            known.Add(([.. _evaluation.Cost], [.. _evaluation.Feasible]));
        }

        // In a sample in which nothing known is feasible, anything feasible is an improvement, the cheaper the better.
        _best.AsSpan().Fill(1.5 * greatest);
        known.ForEach(item => Improve(item.Cost, item.Feasible));
        _scale = Math.Max(double.Epsilon, _best.Average());
    }

    /// <summary>Lets a configuration join those to improve on.</summary>
    public void AddPending(Configuration configuration)
    {
        _model.Evaluate(configuration, optimistic: true, _evaluation);
        Improve(_evaluation.Cost, _evaluation.Feasible);
    }

    /// <summary>Returns the expected saving of a configuration, as a share of the best known cost.</summary>
    public double Saving(Configuration configuration)
    {
        _model.Evaluate(configuration, optimistic: true, _evaluation);
        double sum = 0;
        for (int s = 0; s < _best.Length; s++)
        {
            sum += _evaluation.Feasible[s] ? Math.Max(0, _best[s] - _evaluation.Cost[s]) : 0;
        }

        return sum / _best.Length / _scale;
    }

    /// <summary>Returns the logarithm of the saving, continued to where there is none.</summary>
    public double Score(Configuration configuration)
    {
        double saving = Saving(configuration);
        return saving > Negligible
            ? Math.Log(saving)
            : WithoutSaving((5 * (2 - _evaluation.FeasibleProbability - _evaluation.MeanMetShare)) + (5 * Math.Max(0, _evaluation.MeanLogLatency - _logBoundMs)));
    }

    /// <summary>Returns what the score is if executions of the configuration keep the bound for certain.</summary>
    public double ScoreAtMost(Configuration configuration)
    {
        _model.EvaluateCost(configuration, _evaluation);
        double sum = 0;
        for (int s = 0; s < _best.Length; s++)
        {
            sum += Math.Max(0, _best[s] - _evaluation.Cost[s]);
        }

        return Math.Max(WithoutSaving(0), Math.Log(Math.Max(Negligible, sum / _best.Length / _scale)));
    }

    private double WithoutSaving(double lateness) =>
        Math.Log(Negligible) - 10 - (Math.Log(Math.Max(double.Epsilon, _evaluation.MeanCost) / _scale) + lateness);

    private void Improve(double[] cost, bool[] feasible)
    {
        for (int s = 0; s < _best.Length; s++)
        {
            if (feasible[s])
            {
                _best[s] = Math.Min(_best[s], cost[s]);
            }
        }
    }
}
