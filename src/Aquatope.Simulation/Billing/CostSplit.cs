namespace Aquatope.Simulation;

/// <summary>What something costs, and for what, in the currency of the prices.</summary>
/// <param name="Execution">The price of executions, and of workers while they execute.</param>
/// <param name="Idle">The price of workers while they start or wait.</param>
public readonly record struct CostSplit(double Execution, double Idle)
{
    /// <summary>Gets the whole cost.</summary>
    public double Total => Execution + Idle;

    /// <summary>Adds two costs.</summary>
    /// <param name="one">One.</param>
    /// <param name="other">The other.</param>
    /// <returns>The sum of each part.</returns>
    public static CostSplit operator +(CostSplit one, CostSplit other) => Add(one, other);

    /// <summary>Adds two costs.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum of each part.</returns>
    public static CostSplit Add(CostSplit left, CostSplit right) => new(left.Execution + right.Execution, left.Idle + right.Idle);
}
