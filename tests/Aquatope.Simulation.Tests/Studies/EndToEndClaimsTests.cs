using System.Collections.Immutable;
using System.Globalization;
using Aquatope.Tuning;

namespace Aquatope.Simulation.Tests.Studies;

public sealed class EndToEndClaimsTests
{
    private static readonly LatencyObjective Objective = new(TimeSpan.FromSeconds(1), 95);

    [Fact]
    public void Sentences_AllIsAsClaimed_EachHoldsWithItsNumbers()
    {
        ImmutableArray<string> sentences = Sentences(ourLateShare: 0.01, ourCost: 40);

        Assert.All(sentences, sentence => Assert.Contains(": holds; ", sentence, StringComparison.Ordinal));
        Assert.StartsWith("At least 5 times fewer violations than the best baseline without uncertainty (", sentences[0], StringComparison.Ordinal);
        Assert.EndsWith("; 20.00 times [20.00, 20.00]: 20.00 % of executions against 1.00 %.", sentences[0], StringComparison.Ordinal);
        Assert.EndsWith(": holds; 60.0 % [60.0 %, 60.0 %], than aquatope-repaired on one.", sentences[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_NothingIsAsClaimed_NoneHolds() =>
        Assert.All(Sentences(ourLateShare: 0.06, ourCost: 140), sentence => Assert.Contains(": does not hold; ", sentence, StringComparison.Ordinal));

    [Fact]
    public void Sentences_WhereNumbersHaveCommas_AreTheSame()
    {
        ImmutableArray<string> usual = Sentences(ourLateShare: 0.01, ourCost: 40);
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.PercentDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(usual, Sentences(ourLateShare: 0.01, ourCost: 40));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // Baselines that know no uncertainty are late, the others meet the objective at a cost of 100; configurations cost as executions do.
    private static ImmutableArray<string> Sentences(double ourLateShare, double ourCost) => new EndToEndClaims(
        [
            .. new ulong[] { 1, 2 }.SelectMany(seed => CompleteSystem.Baselines
                .Select(system => Run(system.Name, seed, system.IsUncertain ? 0.04 : 0.2, 100))
                .Append(Run(CompleteSystem.Ours.Name, seed, ourLateShare, ourCost))
                .Append(Run(CompleteSystem.Separate.Name, seed, 0.04, 50))
                .Append(Run(CompleteSystem.Oracle.Name, seed, 0, 39))),
        ],
        Objective,
        seed: 1).Sentences();

    private static EndToEndRun Run(string system, ulong seed, double lateShare, double cost) =>
        new(system, "one", seed, 1000, lateShare, 0, cost, 0, 0, cost / 39, true);
}
