namespace Aquatope.Forecasting;

/// <summary>Chooses the order of an ARIMA model.</summary>
/// <remarks>
/// The stepwise search of Hyndman and Khandakar (2008), section 3.2, without seasonal parts: differences by a unit-root test, then
/// from a few simple models step by step to the neighbour of the least AICc. Models with a root within 1.001 are passed over.
/// Deviations: likelihoods are exact all along, not approximated during the search, and two more models are begun with, as
/// the search would else often end in a large model beside a better small one.
/// </remarks>
internal sealed class ArimaSearch
{
    private const int MostDifferences = 2;

    // A step changes p, q or both by one, or the constant.
    private static readonly (int P, int Q)[] Steps = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1)];

    private readonly double[] _differenced;
    private readonly int _differences;
    private readonly int _most;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<ArimaOrder> _tried = [];
    private ArimaModel? _best;

    private ArimaSearch(double[] differenced, int differences, int most, CancellationToken cancellationToken)
    {
        _differenced = differenced;
        _differences = differences;
        _most = most;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Fits a model of the best order.</summary>
    /// <param name="values">The series, [n].</param>
    /// <param name="most">The greatest p and q.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The model; null where the series, or its differences, do not vary, or are too few for any model.</returns>
    public static ArimaModel? Fit(double[] values, int most, CancellationToken cancellationToken)
    {
        int differences = UnitRootTest.Differences(values, MostDifferences);
        double[] differenced = values;
        for (int d = 0; d < differences; d++)
        {
            differenced = UnitRootTest.Difference(differenced);
        }

        return differenced.Length < 3 || differenced.Max() - differenced.Min() <= 0
            ? null
            : new ArimaSearch(differenced, differences, most, cancellationToken).Run();
    }

    private ArimaModel? Run()
    {
        // With two differences a constant would be a quadratic trend, which no forecast should follow.
        bool constant = _differences < 2;
        Try(2, 2, constant);
        Try(0, 0, constant);
        Try(1, 0, constant);
        Try(0, 1, constant);
        Try(2, 0, constant);
        Try(0, 2, constant);
        Try(0, 0, false);
        for (ArimaModel? from = null; _best is not null && _best != from;)
        {
            from = _best;
            ArimaOrder order = from.Order;
            foreach ((int p, int q) in Steps)
            {
                Try(order.AutoRegressive + p, order.MovingAverage + q, order.HasConstant);
            }

            Try(order.AutoRegressive, order.MovingAverage, constant && !order.HasConstant);
        }

        return _best;
    }

    private void Try(int p, int q, bool constant)
    {
        var order = new ArimaOrder(p, _differences, q, constant);
        if (p < 0 || q < 0 || p > _most || q > _most || _differenced.Length <= order.Parameters + 1 || !_tried.Add(order))
        {
            return;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        ArimaModel model = ArimaFitter.Fit(_differenced, order);
        if (model.IsSound && (_best is null || model.Aicc < _best.Aicc))
        {
            _best = model;
        }
    }
}
