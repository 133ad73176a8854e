namespace Aquatope.Tuning;

/// <summary>What came of a tuning cycle.</summary>
/// <typeparam name="TConfiguration">What was tuned.</typeparam>
/// <param name="Action">What was done.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Before">What was in force before.</param>
/// <param name="Chosen">What was chosen, or null where nothing was.</param>
/// <param name="Epoch">The epoch in which the search ended.</param>
public sealed record TuningOutcome<TConfiguration>(OptimizerAction Action, string Reason, TConfiguration Before, TConfiguration? Chosen, int Epoch)
    where TConfiguration : class;
