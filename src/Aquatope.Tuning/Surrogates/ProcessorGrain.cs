namespace Aquatope.Tuning;

/// <summary>Processors that come with memory, but only whole ones count: a program starts as many threads as it sees processors.</summary>
/// <param name="MemoryMiB">The memory that comes with one processor.</param>
/// <param name="Fractions">Whether less than one processor is slower than one.</param>
internal sealed record ProcessorGrain(double MemoryMiB, bool Fractions)
{
    /// <summary>Gets what platforms do: a processor for 1,769 MiB on AWS Lambda, for 2,048 MiB on Azure Functions Flex Consumption.</summary>
    public static IReadOnlyList<ProcessorGrain> Known { get; } = [new(1769, true), new(1769, false), new(2048, true), new(2048, false)];

    /// <summary>Returns the processors that count.</summary>
    /// <param name="memoryMiB">The memory.</param>
    public double Processors(double memoryMiB)
    {
        double share = memoryMiB / MemoryMiB;
        return share >= 1 ? Math.Floor(share) : Fractions ? share : 1;
    }
}
