namespace Aquatope.Simulation;

/// <summary>What is simulated: makes events happen.</summary>
public interface ISimulationModel
{
    /// <summary>Makes one event happen; may schedule others.</summary>
    /// <param name="occurring">The event; the engine's clock shows its moment.</param>
    void Handle(in SimulationEvent occurring);
}
