namespace Aquatope.Simulation;

/// <summary>What a lane has in hand.</summary>
internal sealed class LaneLoad
{
    /// <summary>Gets or sets how many calls wait or execute.</summary>
    public int Calls { get; set; }
}
