using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>Proposes configurations by the expected improvement of one Gaussian process on the best value observed.</summary>
/// <remarks>
/// Jones, Schonlau and Welch (1998), in closed form; Matérn-5/2. A batch is built one by one with the best value as a
/// constant lie about the pending ones: Ginsbourger, Le Riche and Carraro (2010), section 4.2. Streams: "fit", "search i".
/// </remarks>
internal sealed class ImprovementProposer
{
    private const double Difference = 1e-5;
    private const int Anchors = 5;

    private readonly SearchSpace _space;

    public ImprovementProposer(SearchSpace space) => _space = space;

    /// <summary>Gets the priors and bounds of the process's parameters.</summary>
    public required GaussianProcessPriors Priors { get; init; }

    /// <summary>Gets by how much the best value must be improved, in the unit of the values. Default: zero.</summary>
    public double Margin { get; init; }

    /// <summary>Proposes configurations that probably have a lesser value.</summary>
    /// <param name="observed">The configurations observed, [n]; at least one.</param>
    /// <param name="values">Their values, which are to be small, [n].</param>
    /// <param name="noiseScale">Multiples of the noise variance, [n].</param>
    /// <param name="proposals">Configurations that are pending; receives the new ones.</param>
    /// <param name="count">How many configurations are to be pending then.</param>
    /// <param name="random">The source of chance.</param>
    public void Extend(
        IReadOnlyList<Configuration> observed, double[] values, double[] noiseScale, List<Configuration> proposals, int count, SeededRandom random)
    {
        var scale = Standardisation.Of(values);
        double[] standardised = scale.Apply(values);
        double best = standardised.Min();
        var fitter = new GaussianProcessFitter { Priors = Priors, Starts = 2 };
        var data = new GaussianProcessData(Matrix.OfRows([.. observed.Select(_space.Encode)]), standardised, noiseScale);
        GaussianProcess process = fitter.Fit(data, random.Stream("fit"));
        foreach (Configuration pending in proposals)
        {
            process = Lie(process, _space.Encode(pending), best);
        }

        var untried = new UntriedConfigurations(_space, observed.Concat(proposals));
        double[][] anchors = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i]).Take(Anchors).Select(i => _space.Encode(observed[i]))];
        while (proposals.Count < count)
        {
            GaussianProcess current = process;
            double Score(ReadOnlySpan<double> x, Span<double> gradient) => LogImprovement(current, best - (Margin / scale.Deviation), x, gradient);
            double[] summit = new AcquisitionSearch().Maximize(Score, _space.Dimensions, anchors, random.Stream($"search {proposals.Count}")).Point;
            if (untried.TakeNear(summit, point => Score(point, [])) is not { } proposal)
            {
                break;
            }

            proposals.Add(proposal);
            process = Lie(process, _space.Encode(proposal), best);
        }
    }

    private static GaussianProcess Lie(GaussianProcess process, double[] point, double value)
    {
        GaussianProcessData known = process.Data;
        double[][] points = [.. Enumerable.Range(0, known.Count).Select(i => known.Inputs.Row(i).ToArray()), point];
        var data = new GaussianProcessData(Matrix.OfRows(points), [.. known.Outputs, value], [.. known.NoiseScale, 1]);
        return new GaussianProcess(process.Family, process.Hyperparameters, data);
    }

    // The gradient by central differences: one call for all the points.
    private static double LogImprovement(GaussianProcess process, double best, ReadOnlySpan<double> x, Span<double> gradient)
    {
        var query = new Matrix(1 + (2 * gradient.Length), x.Length);
        for (int i = 0; i < query.Rows; i++)
        {
            x.CopyTo(query.Row(i));
        }

        for (int k = 0; k < gradient.Length; k++)
        {
            query[1 + (2 * k), k] += Difference;
            query[2 + (2 * k), k] -= Difference;
        }

        (double[] means, double[] variances) = process.Marginals(query);
        for (int k = 0; k < gradient.Length; k++)
        {
            gradient[k] = (At(1 + (2 * k)) - At(2 + (2 * k))) / (2 * Difference);
        }

        return At(0);

        double At(int row) => ExpectedImprovement.LogValue(means[row], Math.Sqrt(variances[row] + 1e-12), best);
    }
}
