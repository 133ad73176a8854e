namespace Aquatope.Simulation;

/// <summary>What something costs, and for what, in the currency of the prices.</summary>
/// <param name="Execution">The price of executions, and of workers while they execute.</param>
/// <param name="Idle">The price of workers while they start or wait.</param>
/// <param name="Tuning">The price of executions that serve to tune, and of the workers for them. Default: zero, nothing is tuned.</param>
public readonly record struct CostSplit(double Execution, double Idle, double Tuning = 0)
{
    /// <summary>Gets the whole cost.</summary>
    public double Total => Execution + Idle + Tuning;

    /// <summary>Adds two costs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum of each part.</returns>
    public static CostSplit operator +(CostSplit left, CostSplit right) => Add(left, right);

    /// <summary>Adds two costs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum of each part.</returns>
    public static CostSplit Add(CostSplit left, CostSplit right) =>
        new(left.Execution + right.Execution, left.Idle + right.Idle, left.Tuning + right.Tuning);
}
