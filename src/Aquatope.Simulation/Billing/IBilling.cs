namespace Aquatope.Simulation;

/// <summary>What a platform charges.</summary>
/// <threadsafety>Implementations are safe for concurrent use.</threadsafety>
public interface IBilling
{
    /// <summary>Returns what a function cost.</summary>
    /// <param name="result">What was measured of it.</param>
    /// <returns>The cost.</returns>
    CostSplit CostOf(FunctionResult result);
}
