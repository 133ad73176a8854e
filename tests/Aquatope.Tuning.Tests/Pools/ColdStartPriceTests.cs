using Aquatope.Inference;

namespace Aquatope.Tuning.Tests;

public sealed class ColdStartPriceTests
{
    private const double Initial = 0.005;
    private static readonly LatencyObjective Objective = new(TimeSpan.FromSeconds(1), 95);
    private static readonly DateTimeOffset Begin = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Value_HourOnTime_FallsByE()
    {
        var price = new ColdStartPrice(Objective, Initial);
        Run(price, hours: 3, perHour: 3000, _ => (false, false));
        double before = price.Value;

        Run(price, hours: 1, perHour: 3000, _ => (false, false));

        Assert.InRange(before / price.Value, 2.5, 2.9);
    }

    // Whatever pools make of a price: here a price that is ten times as high has a third to a fifth of the cold starts.
    [Theory]
    [InlineData(0.3, 0.5, 0.0, 60)]
    [InlineData(0.003, 0.5, 0.0, 3000)]
    [InlineData(0.02, 0.7, 0.0, 400)]
    [InlineData(0.05, 0.5, 0.02, 3000)]
    public void Value_ColdStartsFollowThePrice_LateAreWhatTheObjectiveAllows(double coldAtInitial, double exponent, double lateAnyway, double perHour)
    {
        var price = new ColdStartPrice(Objective, Initial);
        var random = new SeededRandom(1);
        double LateShare(double hours) => Run(price, hours, perHour, value =>
        {
            bool cold = random.NextDouble() < Math.Min(1, coldAtInitial * Math.Pow(Initial / value, exponent));
            return (cold || random.NextDouble() < lateAnyway, cold);
        });

        LateShare(48);

        // Four fifths of 5 %.
        Assert.InRange(LateShare(480), 0.035, 0.045);
    }

    [Fact]
    public void Value_LateForOtherReasons_IsNotRaised()
    {
        var price = new ColdStartPrice(Objective, Initial);

        Run(price, hours: 10, perHour: 100, _ => (true, false));

        Assert.Equal(Initial, price.Value);
    }

    [Fact]
    public void Value_FailedInTimeAfterAColdStart_IsRaised()
    {
        var price = new ColdStartPrice(Objective, Initial);

        price.Observe(Objective.Bound / 2, failed: true, cold: true, Begin);

        Assert.True(price.Value > Initial);
    }

    [Fact]
    public void Value_WhileHeld_RisesAndDoesNotFall()
    {
        var price = new ColdStartPrice(Objective, Initial);
        Run(price, hours: 5, perHour: 100, _ => (false, false));
        double fallen = price.Value;

        price.IsHeld = true;
        Run(price, hours: 5, perHour: 100, _ => (false, false));
        double held = price.Value;
        price.IsHeld = false;

        Assert.Equal(Initial, held);
        Assert.Equal(fallen, price.Value);
        price.IsHeld = true;
        Run(price, hours: 5, perHour: 100, _ => (true, true));
        Assert.True(price.Value > Initial);
    }

    [Theory]
    [InlineData(false, 0.001)]
    [InlineData(true, 1000)]
    public void Value_WithoutEnd_StaysWithinAThousandfold(bool late, double factor)
    {
        var price = new ColdStartPrice(Objective, Initial);

        Run(price, hours: 50, perHour: 100, _ => (late, late));

        Assert.Equal(factor, price.Value / Initial, 0.02 * factor);
    }

    [Fact]
    public void Value_ColdBeginning_IsNotManyTimesTheInitial()
    {
        var price = new ColdStartPrice(Objective, Initial);

        Run(price, hours: 0.01, perHour: 400, _ => (true, true));

        Assert.InRange(price.Value, Initial, 3 * Initial);
    }

    [Fact]
    public void State_OfAnother_GoesOnFromThere()
    {
        var price = new ColdStartPrice(Objective, Initial);
        Run(price, hours: 5, perHour: 100, _ => (false, false));

        var next = new ColdStartPrice(Objective, Initial) { State = price.State };
        Run(price, hours: 1, perHour: 100, _ => (true, true));
        Run(next, hours: 1, perHour: 100, _ => (true, true));

        Assert.Equal(price.Value, next.Value);
    }

    // Returns the share that was late. Executions come evenly, after those before.
    private static double Run(ColdStartPrice price, double hours, double perHour, Func<double, (bool Late, bool Cold)> execute)
    {
        DateTimeOffset begin = price.State.Latest > Begin ? price.State.Latest : Begin;
        int executions = (int)(hours * perHour);
        int late = 0;
        for (int n = 1; n <= executions; n++)
        {
            (bool isLate, bool isCold) = execute(price.Value);
            late += isLate ? 1 : 0;
            price.Observe(isLate ? 2 * Objective.Bound : Objective.Bound, failed: false, isCold, begin + TimeSpan.FromHours(n / perHour));
        }

        return (double)late / executions;
    }
}
