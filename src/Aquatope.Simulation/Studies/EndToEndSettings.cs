namespace Aquatope.Simulation;

/// <summary>How complete systems are compared.</summary>
public sealed record EndToEndSettings
{
    /// <summary>Gets how much of the load lies before the simulation, to learn from. Default: ten days.</summary>
    public TimeSpan Past { get; init; } = TimeSpan.FromDays(10);

    /// <summary>Gets the part of the simulation in which systems tune, which is not measured. Default: six hours.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Gets how long is measured. Default: a day.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Gets the executions of all trials of a search. Default: 120.</summary>
    public int SearchExecutions { get; init; } = 120;

    /// <summary>Gets the executions a minute, in the mean of the past, to which a load is scaled down; none is scaled up. Default: 60.</summary>
    public double MostPerMinute { get; init; } = 60;

    /// <summary>Gets the share of the bound that systems which validate leave free. Default: 0.05.</summary>
    public double Headroom { get; init; } = 0.05;

    /// <summary>
    /// Gets the price of a cold start, where it follows the objective the initial one, in executions of the workflow at the most generous
    /// configuration. Default: fifty, which is about what production's default is for the example workflows.
    /// </summary>
    public double ExecutionsPerColdStart { get; init; } = 50;

    /// <summary>Gets how long production runs before a search begins. Default: an hour.</summary>
    public TimeSpan BeforeSearch { get; init; } = TimeSpan.FromHours(1);
}
