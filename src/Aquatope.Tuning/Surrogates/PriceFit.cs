using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>What a millisecond of a worker costs, by its resources: from a price list, or from what executions cost.</summary>
internal sealed class PriceFit
{
    private const int Terms = 4;

    private readonly double _perProcessor;
    private readonly double _perMemory;
    private readonly double _perWorker;

    // A bill in steps is exact: what leaves more than a hundredth unexplained is no such bill, however much better than none.
    private const double MostError = 0.01;

    private PriceFit(double perProcessor, double perMemory, double perWorker, double perCall, bool known)
    {
        _perProcessor = perProcessor;
        _perMemory = perMemory;
        _perWorker = perWorker;
        PerCall = perCall;
        IsKnown = known;
    }

    /// <summary>Gets the price of one call, however long.</summary>
    public double PerCall { get; }

    /// <summary>Gets a value indicating whether the prices come from a price list.</summary>
    public bool IsKnown { get; }

    /// <summary>Gets in which steps execution times are billed.</summary>
    public BillingGrain Grain { get; private init; } = BillingGrain.None;

    /// <summary>Takes the prices of a list.</summary>
    public static PriceFit Of(PriceList prices) =>
        new(prices.PerVcpuSecond / 1000, prices.PerGiBSecond / 1024 / 1000, 0, prices.PerExecution, known: true);

    /// <summary>Finds the prices under every grain, and takes the one that explains the bills, if none does half as well.</summary>
    /// <param name="billsUnder">Returns what was used under a grain, and what was paid.</param>
    public static PriceFit Fit(Func<BillingGrain, IReadOnlyList<(double[] Used, double Paid)>> billsUnder)
    {
        (PriceFit Fit, double Error) best = (null!, double.PositiveInfinity);
        foreach (BillingGrain grain in BillingGrain.Known)
        {
            IReadOnlyList<(double[] Used, double Paid)> bills = billsUnder(grain);
            PriceFit fit = Fit(bills);
            double error = bills.Count == 0 ? 0 : Math.Sqrt(bills.Average(bill => Math.Pow((fit.Price(bill.Used) / bill.Paid) - 1, 2)));
            if (grain == BillingGrain.None || (error < MostError && error < 0.5 * best.Error))
            {
                best = (new PriceFit(fit._perProcessor, fit._perMemory, fit._perWorker, fit.PerCall, known: false) { Grain = grain }, error);
            }
        }

        return best.Fit;
    }

    /// <summary>
    /// Finds the prices, none negative, of a millisecond of processor share, of memory and of a worker, and of a call, that
    /// best explain what was paid, by squared relative errors.
    /// </summary>
    /// <param name="bills">What was used, in that order, and what was paid; positive.</param>
    public static PriceFit Fit(IReadOnlyList<(double[] Used, double Paid)> bills)
    {
        double[] best = new double[Terms];
        double least = double.PositiveInfinity;

        // Of four terms there are fifteen choices: the best that leaves none negative is the constrained optimum.
        for (int chosen = 1; chosen < 1 << Terms; chosen++)
        {
            int[] terms = [.. Enumerable.Range(0, Terms).Where(term => (chosen & (1 << term)) != 0)];
            if (terms.All(term => bills.Any(bill => bill.Used[term] > 0)) && Solve(bills, terms) is { } prices && prices.All(price => price >= 0))
            {
                double loss = bills.Sum(bill => Math.Pow((bill.Used.Zip(prices, (used, price) => used * price).Sum() / bill.Paid) - 1, 2));
                if (loss < least * (1 - 1e-9))
                {
                    (best, least) = (prices, loss);
                }
            }
        }

        return new PriceFit(best[0], best[1], best[2], best[3], known: false);
    }

    /// <summary>Returns what a billed millisecond of a call costs at a projected configuration; positive.</summary>
    public double PerMs(StageSpace space, Configuration projected)
    {
        (double processor, double memory) = space.Billed(projected);
        return Math.Max(1e-12, (processor * _perProcessor) + (memory * _perMemory) + _perWorker);
    }

    private double Price(double[] used) => (used[0] * _perProcessor) + (used[1] * _perMemory) + (used[2] * _perWorker) + (used[3] * PerCall);

    // Least squares on relative errors; null where the terms cannot be told apart.
    private static double[]? Solve(IReadOnlyList<(double[] Used, double Paid)> bills, int[] terms)
    {
        var normal = new Matrix(terms.Length, terms.Length);
        var right = new double[terms.Length];
        double[] scales = [.. terms.Select(term => 1 / Math.Sqrt(bills.Average(bill => Math.Pow(bill.Used[term] / bill.Paid, 2))))];
        foreach ((double[] used, double paid) in bills)
        {
            for (int i = 0; i < terms.Length; i++)
            {
                double x = used[terms[i]] / paid * scales[i];
                right[i] += x;
                for (int j = 0; j < terms.Length; j++)
                {
                    normal[i, j] += x * used[terms[j]] / paid * scales[j];
                }
            }
        }

        for (int i = 0; i < terms.Length; i++)
        {
            normal[i, i] *= 1 + 1e-9;
        }

        var prices = new double[Terms];
        try
        {
            CholeskyFactor.Of(normal).SolveInPlace(right);
        }
        catch (ModelFitException)
        {
            // Two terms always in proportion: a choice with one of them explains as much.
            return null;
        }

        for (int i = 0; i < terms.Length; i++)
        {
            prices[terms[i]] = right[i] * scales[i];
        }

        return prices;
    }
}
