namespace Aquatope.Simulation;

/// <summary>Learns of every call that completes.</summary>
public interface ICallListener
{
    /// <summary>Learns of one call.</summary>
    /// <param name="completed">The call.</param>
    void Completed(in CompletedCall completed);
}
