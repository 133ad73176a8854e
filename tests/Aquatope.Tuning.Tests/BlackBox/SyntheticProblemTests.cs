using System.Text.Json;
using Aquatope.Benchmarks;

namespace Aquatope.Tuning.Tests.BlackBox;

public sealed class SyntheticProblemTests
{
    public static TheoryData<string> Names => [.. SyntheticProblems.All.Select(problem => problem.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void True_ReferencePoints_HaveReferenceValues(string name)
    {
        SyntheticProblem problem = SyntheticProblems.All.Single(problem => problem.Name == name);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BlackBox", "problems.json")));
        JsonElement reference = document.RootElement.GetProperty(name);
        double[][] points = Rows(reference.GetProperty("U"));
        double[][] constraints = Rows(reference.GetProperty("C"));
        for (int i = 0; i < points.Length; i++)
        {
            (double objective, double[] values) = problem.True(points[i]);

            AssertClose(reference.GetProperty("f")[i].GetDouble(), objective);
            Assert.Equal(constraints[i].Length, values.Length);
            Assert.All(constraints[i].Zip(values), pair => AssertClose(pair.First, pair.Second));
        }
    }

    private static void AssertClose(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-8 * Math.Max(1, Math.Abs(expected)));

    private static double[][] Rows(JsonElement array) =>
        [.. array.EnumerateArray().Select(row => row.EnumerateArray().Select(item => item.GetDouble()).ToArray())];
}
