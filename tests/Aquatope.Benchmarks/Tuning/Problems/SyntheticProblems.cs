namespace Aquatope.Benchmarks;

/// <summary>The constrained problems that Bayesian optimisers are compared on.</summary>
/// <remarks>
/// Gardner et al. (2014); Gramacy et al. (2016); Branin with a disk (Hernández-Lobato et al. 2015); Hartmann 6 with a ball
/// (Letham et al. 2019); pressure vessel, welded beam and speed reducer (Coello Coello and Mezura Montes 2002), stress,
/// deflection and buckling of the beam as log ratios, and the constraints of the speed reducer normalised.
/// </remarks>
internal static class SyntheticProblems
{
    private static readonly double[][] HartmannScales =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] HartmannCentres =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    private static readonly double[] HartmannWeights = [1.0, 1.2, 3.0, 3.2];

    public static IReadOnlyList<SyntheticProblem> All { get; } =
    [
        new("gardner1", [0, 0], [6, 6], Gardner1, 0.05, [0.05], -2, 5),
        new("gardner2", [0, 0], [6, 6], Gardner2, 0.05, [0.02], 0.253235897702, 5),
        new("gramacy", [0, 0], [1, 1], Gramacy, 0.05, [0.05, 0.05], 0.599788052063, 5),
        new("branin_disk", [-5, 0], [10, 15], BraninDisk, 0.5, [1], 0.39788735773, 5),
        new("hartmann6c", new double[6], [1, 1, 1, 1, 1, 1], Hartmann, 0.1, [0.02], -3.32236801142, 10),
        new("pressure_vessel", [0, 0, 10, 150], [10, 10, 50, 200], PressureVessel, 0.02, [0.01, 0.01, 0.1], 5885.33277441, 8, LogOffset: 1000),
        new("welded_beam", [0.125, 0.1, 0.1, 0.1], [10, 10, 10, 10], WeldedBeam, 0.02, [0.02, 0.02, 0.02, 0.02, 0.02], 1.72485230883, 8, LogOffset: 0),
        new(
            "speed_reducer",
            [2.6, 0.7, 17, 7.3, 7.8, 2.9, 5.0],
            [3.6, 0.8, 28, 8.3, 8.3, 3.9, 5.5],
            SpeedReducer,
            30,
            [.. Enumerable.Repeat(0.01, 11)],
            2996.34816525,
            10),
    ];

    private static (double, double[]) Gardner1(double[] p) =>
        ((Math.Cos(2 * p[0]) * Math.Cos(p[1])) + Math.Sin(p[0]), [Math.Cos(p[0] + p[1]) - 0.5]);

    private static (double, double[]) Gardner2(double[] p) =>
        (Math.Sin(p[0]) + p[1], [(Math.Sin(p[0]) * Math.Sin(p[1])) + 0.95]);

    private static (double, double[]) Gramacy(double[] p)
    {
        (double a, double b) = (p[0], p[1]);
        return (a + b, [1.5 - a - (2 * b) - (0.5 * Math.Sin(2 * Math.PI * ((a * a) - (2 * b)))), (a * a) + (b * b) - 1.5]);
    }

    private static (double, double[]) BraninDisk(double[] p)
    {
        (double a, double b) = (p[0], p[1]);
        double bowl = b - (5.1 / (4 * Math.PI * Math.PI) * a * a) + (5 / Math.PI * a) - 6;
        double value = (bowl * bowl) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(a)) + 10;
        return (value, [((a - 2.5) * (a - 2.5)) + ((b - 7.5) * (b - 7.5)) - 50]);
    }

    private static (double, double[]) Hartmann(double[] p)
    {
        double value = 0;
        for (int i = 0; i < HartmannWeights.Length; i++)
        {
            double exponent = 0;
            for (int k = 0; k < p.Length; k++)
            {
                double difference = p[k] - HartmannCentres[i][k];
                exponent += HartmannScales[i][k] * difference * difference;
            }

            value -= HartmannWeights[i] * Math.Exp(-exponent);
        }

        return (value, [Math.Sqrt(p.Sum(x => x * x)) - 1]);
    }

    private static (double, double[]) PressureVessel(double[] p)
    {
        (double shell, double head, double radius, double length) = (p[0], p[1], p[2], p[3]);
        double cost = (0.6224 * shell * radius * length) + (1.7781 * head * radius * radius)
            + (3.1661 * shell * shell * length) + (19.84 * shell * shell * radius);
        double volume = (Math.PI * radius * radius * length) + (4.0 / 3 * Math.PI * radius * radius * radius);
        return (cost, [(0.0193 * radius) - shell, (0.00954 * radius) - head, (1296000 - volume) / 1e5]);
    }

    private static (double, double[]) WeldedBeam(double[] p)
    {
        const double Load = 6000;
        const double Length = 14;
        const double Young = 30e6;
        const double Shear = 12e6;
        (double h, double l, double t, double b) = (p[0], p[1], p[2], p[3]);
        double cost = (1.10471 * h * h * l) + (0.04811 * t * b * (14 + l));
        double middle = (h + t) / 2 * ((h + t) / 2);
        double radius = Math.Sqrt((l * l / 4) + middle);
        double inertia = 2 * Math.Sqrt(2) * h * l * ((l * l / 12) + middle);
        double primary = Load / (Math.Sqrt(2) * h * l);
        double secondary = Load * (Length + (l / 2)) * radius / inertia;
        double shear = Math.Sqrt((primary * primary) + (primary * secondary * l / radius) + (secondary * secondary));
        double bending = 6 * Load * Length / (b * t * t);
        double deflection = 4 * Load * Math.Pow(Length, 3) / (Young * Math.Pow(t, 3) * b);
        double buckling = 4.013 * Young * t * Math.Pow(b, 3) / (6 * Length * Length)
            * (1 - (t / (2 * Length) * Math.Sqrt(Young / (4 * Shear))));
        return (cost, [Math.Log(shear / 13600), Math.Log(bending / 30000), h - b, Math.Log(deflection / 0.25), Math.Log(Load / buckling)]);
    }

    private static (double, double[]) SpeedReducer(double[] x)
    {
        (double a, double m, double z) = (x[0], x[1], x[2]);
        double cost = (0.7854 * a * m * m * ((3.3333 * z * z) + (14.9334 * z) - 43.0934))
            - (1.508 * a * ((x[5] * x[5]) + (x[6] * x[6])))
            + (7.4777 * (Math.Pow(x[5], 3) + Math.Pow(x[6], 3)))
            + (0.7854 * ((x[3] * x[5] * x[5]) + (x[4] * x[6] * x[6])));
        double Stress(double length, double constant, double shaft, double limit) =>
            (Math.Sqrt(Math.Pow(745 * length / (m * z), 2) + constant) / (0.1 * Math.Pow(shaft, 3)) / limit) - 1;
        return (cost,
        [
            (27 / (a * m * m * z)) - 1,
            (397.5 / (a * m * m * z * z)) - 1,
            (1.93 * Math.Pow(x[3], 3) / (m * z * Math.Pow(x[5], 4))) - 1,
            (1.93 * Math.Pow(x[4], 3) / (m * z * Math.Pow(x[6], 4))) - 1,
            Stress(x[3], 16.9e6, x[5], 1100),
            Stress(x[4], 157.5e6, x[6], 850),
            (m * z / 40) - 1,
            (5 * m / a) - 1,
            (a / (12 * m)) - 1,
            (((1.5 * x[5]) + 1.9) / x[3]) - 1,
            (((1.1 * x[6]) + 1.9) / x[4]) - 1,
        ]);
    }
}
