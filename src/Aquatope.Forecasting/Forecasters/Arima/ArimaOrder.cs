namespace Aquatope.Forecasting;

/// <summary>The order of an ARIMA model.</summary>
/// <param name="AutoRegressive">p: how many of the latest values count; not negative.</param>
/// <param name="Differences">d: how often differences are taken; not negative.</param>
/// <param name="MovingAverage">q: how many of the latest errors count; not negative.</param>
/// <param name="HasConstant">Whether the differenced series has a mean other than zero.</param>
public readonly record struct ArimaOrder(int AutoRegressive, int Differences, int MovingAverage, bool HasConstant)
{
    /// <summary>Gets the number of parameters, the variance of the errors among them.</summary>
    public int Parameters => AutoRegressive + MovingAverage + (HasConstant ? 1 : 0) + 1;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"ARIMA({AutoRegressive},{Differences},{MovingAverage}){(HasConstant ? " with a constant" : string.Empty)}");
}
