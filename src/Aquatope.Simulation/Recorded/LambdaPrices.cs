using Aquatope.Tuning;

namespace Aquatope.Simulation;

/// <summary>What AWS Lambda charges: for gigabyte-seconds and for each request, in micro-dollars.</summary>
/// <remarks>The list price of x86 functions in us-east-2 when the tables were recorded: 0.0000166667 USD for a GB-s, 0.20 USD for a million requests.</remarks>
internal static class LambdaPrices
{
    /// <summary>The price of one request.</summary>
    public const double PerRequest = 0.2;

    private const double PerGigabyteSecond = 16.6667;

    /// <summary>Gets the prices as a platform charges them: for memory and requests only.</summary>
    public static PriceList List { get; } = new() { PerVcpuSecond = 0, PerGiBSecond = PerGigabyteSecond, PerExecution = PerRequest };

    /// <summary>Returns what a call costs.</summary>
    /// <param name="memoryMiB">Memory that the function has, in MiB; what AWS calls a megabyte.</param>
    /// <param name="billedMs">Billed time, in milliseconds.</param>
    /// <returns>Micro-dollars.</returns>
    public static double Call(double memoryMiB, double billedMs) => (memoryMiB / 1024 * billedMs / 1000 * PerGigabyteSecond) + PerRequest;
}
