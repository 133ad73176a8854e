namespace Aquatope.Tuning;

/// <summary>One pool that asks for a share of a budget.</summary>
/// <param name="Demand">What the pool will have to serve.</param>
/// <param name="Policy">Prices and limits.</param>
/// <param name="State">What the previous decision returned, or <see cref="PoolSizerState.Initial"/>.</param>
public sealed record PoolRequest(PoolDemand Demand, PoolPolicy Policy, PoolSizerState State);
