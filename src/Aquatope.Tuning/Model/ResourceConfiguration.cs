using System.Globalization;

namespace Aquatope.Tuning;

/// <summary>The resources of one worker of a stage.</summary>
/// <param name="Cpu">Processor share of one worker, in vCPU; positive.</param>
/// <param name="MemoryMiB">Memory limit of one worker, in MiB; positive.</param>
/// <param name="Concurrency">Executions that one worker serves at the same time; at least 1.</param>
public sealed record ResourceConfiguration(double Cpu, int MemoryMiB, int Concurrency)
{
    /// <summary>Returns the configuration as people write it, for example <c>0.5 vCPU, 256 MiB, x2</c>.</summary>
    /// <returns>One short line.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Cpu:0.###} vCPU, {MemoryMiB} MiB, x{Concurrency}");
}
