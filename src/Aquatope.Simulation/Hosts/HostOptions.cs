namespace Aquatope.Simulation;

/// <summary>The machines that workers share, and what they take from one another.</summary>
/// <remarks>
/// A worker goes to the machine with the least processor share given away. A call is slowed down by how the machine stands when the
/// call begins: by the share of busy workers where that is more than there is, and by interference also below that.
/// </remarks>
public sealed record HostOptions
{
    /// <summary>Gets how many machines there are; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Gets how many vCPU each has; positive.</summary>
    public required double Vcpu { get; init; }

    /// <summary>
    /// Gets by which share of its time a call takes longer where all processors of the machine are busy, in proportion below that: for what workers share
    /// besides processors (caches, memory, network); not negative. Default: zero.
    /// </summary>
    public double Interference { get; init; }
}
