using System.Numerics;

namespace Aquatope.Forecasting;

/// <summary>Element-wise functions and products of rows of floats.</summary>
internal static class Activations
{
    /// <summary>Applies the logistic function in place.</summary>
    /// <param name="values">The values.</param>
    public static void Sigmoid(Span<float> values)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            Sigmoid(new Vector<float>(values[i..])).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = 1 / (1 + MathF.Exp(-values[i]));
        }
    }

    /// <summary>Applies the hyperbolic tangent.</summary>
    /// <param name="source">The arguments.</param>
    /// <param name="target">Receives the results; may be the same memory.</param>
    public static void Tanh(ReadOnlySpan<float> source, Span<float> target)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= source.Length; i += Vector<float>.Count)
        {
            Vector<float> twice = Sigmoid(2 * new Vector<float>(source[i..]));
            ((2 * twice) - Vector<float>.One).CopyTo(target[i..]);
        }

        for (; i < source.Length; i++)
        {
            target[i] = (2 / (1 + MathF.Exp(-2 * source[i]))) - 1;
        }
    }

    /// <summary>Replaces negative values by zero.</summary>
    /// <param name="values">The values.</param>
    public static void Rectify(Span<float> values)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            Vector.Max(new Vector<float>(values[i..]), Vector<float>.Zero).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], 0);
        }
    }

    /// <summary>Clears the gradient where the output of the rectifier was zero.</summary>
    /// <param name="gradient">The gradient with respect to the output, changed in place.</param>
    /// <param name="output">The output.</param>
    public static void RectifyGradient(Span<float> gradient, ReadOnlySpan<float> output)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = output[i] > 0 ? gradient[i] : 0;
        }
    }

    /// <summary>Adds a number to every element in place.</summary>
    /// <param name="values">The values.</param>
    /// <param name="addend">The number.</param>
    public static void Add(Span<float> values, float addend)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(values[i..]) + new Vector<float>(addend)).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] += addend;
        }
    }

    /// <summary>Multiplies element by element in place.</summary>
    /// <param name="values">The values.</param>
    /// <param name="factors">The factors.</param>
    public static void Multiply(Span<float> values, ReadOnlySpan<float> factors) => Multiply(values, factors, values);

    /// <summary>Multiplies element by element.</summary>
    /// <param name="values">The values.</param>
    /// <param name="factors">The factors.</param>
    /// <param name="target">Receives the products; may be the same memory.</param>
    public static void Multiply(ReadOnlySpan<float> values, ReadOnlySpan<float> factors, Span<float> target)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            (new Vector<float>(values[i..]) * new Vector<float>(factors[i..])).CopyTo(target[i..]);
        }

        for (; i < values.Length; i++)
        {
            target[i] = values[i] * factors[i];
        }
    }

    /// <summary>Returns the logistic function of each lane.</summary>
    /// <param name="value">The arguments.</param>
    /// <returns>The values, in [0, 1].</returns>
    public static Vector<float> Sigmoid(Vector<float> value) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-value));
}
