namespace Aquatope.Tuning;

/// <summary>One completed call of a stage.</summary>
/// <param name="Run">Index of the execution among all executions of all trials.</param>
/// <param name="Trial">Index of the trial.</param>
/// <param name="Configuration">The part of the configuration that concerns the stage.</param>
/// <param name="LogMs">Natural logarithm of the execution time in milliseconds.</param>
/// <param name="Cost">What the call cost.</param>
/// <param name="Age">How many epochs ago it was made, counting those with trials only; zero: in the present one.</param>
/// <param name="Weight">How much the observation counts before any look at its value, in (0, 1].</param>
internal sealed record StageObservation(int Run, int Trial, Configuration Configuration, double LogMs, double Cost, int Age, double Weight);
