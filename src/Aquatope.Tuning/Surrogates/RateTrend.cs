namespace Aquatope.Tuning;

/// <summary>The logarithm of what a millisecond of a stage is expected to cost: the price of its resources, which calls that overlap share.</summary>
internal sealed class RateTrend : ITrend
{
    // One call alone pays the whole worker, give or take a tenth; how much is shared at higher concurrency is wide open,
    // and so is what a knob costs of which nothing is known.
    private const double LevelDeviation = 0.1;
    private const double UnknownLevelDeviation = 3;
    private const double UnknownSlopeDeviation = 1.5;

    private readonly StageSpace _space;
    private readonly PriceFit _prices;
    private readonly int[] _sloping;

    public RateTrend(StageSpace space, PriceFit prices)
    {
        _space = space;
        _prices = prices;
        _sloping = [.. space.Concurrency < 0 ? space.Others : space.Others.Append(space.Concurrency)];
    }

    /// <inheritdoc/>
    public int Parameters => 1 + _sloping.Length;

    /// <inheritdoc/>
    /// <remarks>Prices are the same in every epoch.</remarks>
    public double Trend(Configuration projected, int age, Span<double> directions)
    {
        Span<double> point = stackalloc double[_space.Dimensions];
        _space.Encode(projected, point);
        directions[0] = _prices.IsKnown ? LevelDeviation : UnknownLevelDeviation;
        for (int i = 0; i < _sloping.Length; i++)
        {
            directions[1 + i] = UnknownSlopeDeviation * point[_sloping[i]];
        }

        return Math.Log(_prices.PerMs(_space, projected));
    }
}
