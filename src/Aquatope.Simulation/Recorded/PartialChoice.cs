namespace Aquatope.Simulation;

/// <summary>Values for some of a workflow's knobs, and what the part of the workflow that they decide comes to.</summary>
/// <param name="Values">One value for each knob of the workflow; not a number where the part leaves it open.</param>
/// <param name="Cost">Mean cost of the part, in micro-dollars.</param>
/// <param name="Latency">The part's latency.</param>
internal sealed record PartialChoice(double[] Values, double Cost, LatencyDistribution Latency)
{
    /// <summary>Returns whether no knob has two values.</summary>
    public bool Agrees(double[] values)
    {
        for (int knob = 0; knob < values.Length; knob++)
        {
            if (Values[knob] != values[knob] && !double.IsNaN(Values[knob]) && !double.IsNaN(values[knob]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the values of both.</summary>
    public double[] Joined(double[] values) => [.. Values.Zip(values, (own, other) => double.IsNaN(own) ? other : own)];
}
