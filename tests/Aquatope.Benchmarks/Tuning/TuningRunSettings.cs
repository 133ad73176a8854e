namespace Aquatope.Benchmarks;

/// <summary>How to search on a workflow.</summary>
/// <param name="Tuner">The strategy's name.</param>
/// <param name="Budget">The most trials.</param>
/// <param name="Track">Whether to ask for a recommendation after every batch, to see when it comes near the optimum.</param>
internal sealed record TuningRunSettings(string Tuner, int Budget, bool Track);
