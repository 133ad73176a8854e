namespace Aquatope.Forecasting;

/// <summary>Beliefs about the rate of a series, each forgetting at a pace of its own.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
public sealed class GammaPoissonState
{
    internal GammaPoissonState(DiscountedBelief[] beliefs) => Beliefs = beliefs;

    /// <summary>Gets the beliefs.</summary>
    internal DiscountedBelief[] Beliefs { get; }
}
