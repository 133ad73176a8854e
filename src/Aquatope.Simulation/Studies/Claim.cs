namespace Aquatope.Simulation;

/// <summary>What is claimed of a study, held against what came of it.</summary>
public static class Claim
{
    /// <summary>Says whether a claim holds.</summary>
    /// <param name="claim">What is claimed, without a full stop.</param>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="found">What was measured instead, without a full stop.</param>
    /// <returns>One sentence.</returns>
    public static string Sentence(string claim, bool holds, string found) => $"{claim}: {(holds ? "holds" : "does not hold")}; {found}.";
}
