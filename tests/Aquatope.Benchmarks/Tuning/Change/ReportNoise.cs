using Aquatope.Inference;

namespace Aquatope.Benchmarks;

/// <summary>A distribution of the logarithms of execution times.</summary>
internal sealed record ReportNoise(string Name, Func<SeededRandom, double> Draw)
{
    /// <summary>Gets the distributions under which a detector must stay silent.</summary>
    public static IReadOnlyList<ReportNoise> All =>
    [
        Gaussian(0.01), Gaussian(0.1), Gaussian(0.3), Gaussian(1), Outliers(0.1), Outliers(0.3), StudentT(0.1), StudentT(0.5), Exponential(0.3),
    ];

    public static ReportNoise Gaussian(double deviation) => new($"log-normal {deviation}", random => deviation * random.NextNormal());

    /// <summary>Every fifth execution takes three times as long.</summary>
    public static ReportNoise Outliers(double deviation) => new(
        $"log-normal {deviation}, a fifth x 3", random => (deviation * random.NextNormal()) + (random.NextDouble() < 0.2 ? Math.Log(3) : 0));

    /// <summary>Student's t with three degrees of freedom.</summary>
    public static ReportNoise StudentT(double scale) => new($"log-t3 {scale}", random =>
    {
        double normal = random.NextNormal();
        double squares = 0;
        for (int i = 0; i < 3; i++)
        {
            squares += Math.Pow(random.NextNormal(), 2);
        }

        return scale * normal / Math.Sqrt(squares / 3);
    });

    public static ReportNoise Exponential(double scale) => new($"log-exponential {scale}", random => -scale * Math.Log(1 - random.NextDouble()));
}
