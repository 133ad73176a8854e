using System.Text.Json;

namespace Aquatope.Inference.Tests;

/// <summary>Reads the reference values.</summary>
internal static class Golden
{
    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json"))).RootElement;

    public static double Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetDouble())];

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static Matrix Matrix(this JsonElement element, string name) =>
        Inference.Matrix.OfRows([.. element.GetProperty(name).EnumerateArray().Select(row => row.Numbers())]);

    public static KernelFamily Kernel(this JsonElement element) =>
        element.GetProperty("kernel").GetString() == "rbf" ? KernelFamily.SquaredExponential : KernelFamily.Matern52;

    public static GaussianProcessHyperparameters Hyperparameters(this JsonElement element) => new(
        element.Number("outputscale"),
        [.. element.Numbers("lengthscales")],
        element.TryGetProperty("noise_variance", out JsonElement noise) ? noise.GetDouble() : 0,
        element.Number("mean"));

    public static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"Expected {expected:R}, got {actual:R}.");

    public static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertClose(expected[i], actual[i], tolerance);
        }
    }
}
