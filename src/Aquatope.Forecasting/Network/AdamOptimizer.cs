namespace Aquatope.Forecasting;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>Kingma and Ba (2015), Algorithm 1, with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸; the decay of Loshchilov and Hutter (2019).</remarks>
internal sealed class AdamOptimizer
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float _weightDecay;
    private int _steps;

    /// <summary>Initializes a new instance of the <see cref="AdamOptimizer"/> class.</summary>
    /// <param name="parameters">The number of parameters.</param>
    /// <param name="weightDecay">Share of each parameter that a step at rate one takes away; zero for none.</param>
    public AdamOptimizer(int parameters, double weightDecay)
    {
        _first = new float[parameters];
        _second = new float[parameters];
        _weightDecay = (float)weightDecay;
    }

    /// <summary>Moves the parameters against a gradient.</summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradient">The mean gradient.</param>
    /// <param name="rate">The learning rate.</param>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, double rate)
    {
        _steps++;
        float step = (float)(rate * Math.Sqrt(1 - Math.Pow(SecondDecay, _steps)) / (1 - Math.Pow(FirstDecay, _steps)));
        float epsilon = (float)(Epsilon * Math.Sqrt(1 - Math.Pow(SecondDecay, _steps)));
        float shrink = 1 - ((float)rate * _weightDecay);
        for (int i = 0; i < parameters.Length; i++)
        {
            _first[i] = (FirstDecay * _first[i]) + ((1 - FirstDecay) * gradient[i]);
            _second[i] = (SecondDecay * _second[i]) + ((1 - SecondDecay) * gradient[i] * gradient[i]);
            parameters[i] = (shrink * parameters[i]) - (step * _first[i] / (MathF.Sqrt(_second[i]) + epsilon));
        }
    }
}
