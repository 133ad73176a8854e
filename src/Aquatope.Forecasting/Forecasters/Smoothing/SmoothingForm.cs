namespace Aquatope.Forecasting;

/// <summary>The components of an exponential smoothing model with additive errors.</summary>
/// <param name="HasTrend">Whether there is a damped trend.</param>
/// <param name="Season">Bins per season; zero: no seasonal component.</param>
public readonly record struct SmoothingForm(bool HasTrend, int Season)
{
    /// <summary>Gets the number of smoothing parameters.</summary>
    internal int Weights => 1 + (HasTrend ? 2 : 0) + (Season > 0 ? 1 : 0);

    /// <summary>Gets the number of parameters: weights, what the components begin with, and the errors' variance.</summary>
    internal int Parameters => Weights + 1 + (HasTrend ? 1 : 0) + (Season > 0 ? Season - 1 : 0) + 1;

    /// <inheritdoc/>
    public override string ToString() => (HasTrend, Season) switch
    {
        (false, 0) => "ETS(A,N,N)",
        (true, 0) => "ETS(A,Ad,N)",
        (false, _) => FormattableString.Invariant($"ETS(A,N,A) of {Season}"),
        _ => FormattableString.Invariant($"ETS(A,Ad,A) of {Season}"),
    };
}
