namespace Aquatope.Simulation;

/// <summary>The latency of one simulated stage, in seconds: a / cpu^b + c + p (w / memory)².</summary>
/// <param name="A">Seconds that more processor share shortens, at one vCPU.</param>
/// <param name="B">The exponent of the processor share.</param>
/// <param name="C">Seconds that nothing shortens.</param>
/// <param name="P">Seconds lost to a memory of <paramref name="W"/> MiB.</param>
/// <param name="W">Working set, in MiB.</param>
public sealed record SimulatedStage(double A, double B, double C, double P, double W)
{
    /// <summary>Returns the latency of an undisturbed execution.</summary>
    /// <param name="cpu">Processor share, in vCPU; positive.</param>
    /// <param name="memoryMiB">Memory, in MiB; positive.</param>
    /// <returns>Seconds.</returns>
    public double Seconds(double cpu, double memoryMiB) => (A * Math.Pow(cpu, -B)) + C + (P * Math.Pow(W / memoryMiB, 2));

    /// <summary>Returns the derivatives of that latency by the logarithms of processor share and memory.</summary>
    /// <param name="cpu">Processor share, in vCPU; positive.</param>
    /// <param name="memoryMiB">Memory, in MiB; positive.</param>
    /// <returns>Seconds for each.</returns>
    public (double ByCpu, double ByMemory) Derivatives(double cpu, double memoryMiB) =>
        (-B * A * Math.Pow(cpu, -B), -2 * P * Math.Pow(W / memoryMiB, 2));
}
