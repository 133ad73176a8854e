namespace Aquatope.Simulation;

/// <summary>Settings of <see cref="FlexScalePolicy"/>.</summary>
public sealed record FlexScaleOptions
{
    /// <summary>Gets the greatest number of on-demand instances; at least 1. Default: 100.</summary>
    public int MaximumInstances { get; init; } = 100;

    /// <summary>Gets the number of always-ready instances, where no policy decides it; not negative. Default: none.</summary>
    public int AlwaysReady { get; init; }

    /// <summary>Gets how often the number of instances is decided; positive. Default: five seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets how many instances may be added in an interval; at least 1. Default: 85, about a thousand in a minute.</summary>
    public int MostNewInstances { get; init; } = 85;

    /// <summary>Gets how long an on-demand instance without work stays; not negative. Default: 30 seconds.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);
}
