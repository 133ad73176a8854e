using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class OptimizationTests
{
    [Fact]
    public void Step_FirstOfAdam_MovesEveryParameterByTheRate()
    {
        float[] parameters = [1, 1, 1];
        new AdamOptimizer(3, weightDecay: 0).Step(parameters, [5, -0.001f, 0], 0.1);
        Assert.Equal(0.9f, parameters[0], 1e-4f);
        Assert.Equal(1.1f, parameters[1], 1e-4f);
        Assert.Equal(1f, parameters[2]);
    }

    [Fact]
    public void Step_OnAQuadraticBowl_FindsTheBottom()
    {
        float[] parameters = [3, -4];
        var adam = new AdamOptimizer(2, weightDecay: 0);
        for (int i = 0; i < 2000; i++)
        {
            adam.Step(parameters, [2 * (parameters[0] - 1), 20 * (parameters[1] - 2)], 0.01);
        }

        Assert.Equal(1f, parameters[0], 1e-2f);
        Assert.Equal(2f, parameters[1], 1e-2f);
    }

    [Fact]
    public void Step_WithWeightDecay_ShrinksWeightsWithoutAGradient()
    {
        float[] parameters = [2];
        new AdamOptimizer(1, weightDecay: 0.5).Step(parameters, [0], 0.1);
        Assert.Equal(1.9f, parameters[0], 1e-6f);
    }

    [Fact]
    public void ScaleAndClip_LongGradient_KeepsItsDirection()
    {
        float[] gradient = [30, 40];
        Assert.Equal(5, GradientClipping.ScaleAndClip(gradient, 0.1, greatestNorm: 1), 1e-6);
        Assert.Equal(0.6f, gradient[0], 1e-6f);
        Assert.Equal(0.8f, gradient[1], 1e-6f);
    }

    [Fact]
    public void ScaleAndClip_ShortGradient_OnlyScales()
    {
        float[] gradient = [3, 4];
        Assert.Equal(0.5, GradientClipping.ScaleAndClip(gradient, 0.1, greatestNorm: 1), 1e-6);
        Assert.Equal(0.3f, gradient[0], 1e-6f);
    }

    [Fact]
    public void ScaleAndClip_NotANumber_IsReported() =>
        Assert.False(double.IsFinite(GradientClipping.ScaleAndClip([1, float.NaN], 1, greatestNorm: 1)));

    [Fact]
    public void Draw_DropoutMask_HasTheRateAndKeepsTheMean()
    {
        // 40,000 draws: the share of zeros has a standard deviation of 0.2 points.
        var mask = new FloatMatrix(100, 400);
        DropoutMask.Draw(mask.View, 0.25, new SeededRandom(5));
        float[] factors = [.. Enumerable.Range(0, 100).SelectMany(i => mask.Row(i).ToArray())];
        Assert.InRange(factors.Count(factor => factor == 0) / 40_000.0, 0.24, 0.26);
        Assert.InRange(factors.Average(), 0.98, 1.02);
        Assert.Equal(2, factors.Distinct().Count());
    }

    [Fact]
    public void ApplyToSteps_OneMask_IsTheSameAtEveryStep()
    {
        var values = new FloatMatrix(1, 6);
        values.Row(0).Fill(3);
        var mask = new FloatMatrix(1, 2);
        mask.Row(0)[1] = 2;
        DropoutMask.ApplyToSteps(values.View, mask.View, values.View);
        Assert.Equal([0f, 6f, 0f, 6f, 0f, 6f], values.Row(0).ToArray());
    }
}
