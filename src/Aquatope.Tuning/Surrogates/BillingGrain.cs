namespace Aquatope.Tuning;

/// <summary>Execution times that are billed in whole steps, and no less than a least time.</summary>
/// <param name="StepMs">The step, in milliseconds; zero: every little counts.</param>
/// <param name="LeastMs">The least that a call is billed for, in milliseconds.</param>
internal sealed record BillingGrain(double StepMs, double LeastMs)
{
    /// <summary>Gets a bill of every little.</summary>
    public static BillingGrain None { get; } = new(0, 0);

    /// <summary>Gets what platforms do: steps of 100 ms (AWS Lambda until 2020, Google Cloud Functions), of those a second at least (Azure Functions Flex Consumption), 100 ms at least (Azure Functions Consumption).</summary>
    public static IReadOnlyList<BillingGrain> Known { get; } = [None, new(100, 0), new(100, 1000), new(0, 100)];

    /// <summary>Returns the time that is billed.</summary>
    /// <param name="milliseconds">The execution time, in milliseconds.</param>
    public double Billed(double milliseconds) => Math.Max(LeastMs, StepMs > 0 ? StepMs * Math.Ceiling(milliseconds / StepMs) : milliseconds);
}
