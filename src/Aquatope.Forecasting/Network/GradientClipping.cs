namespace Aquatope.Forecasting;

/// <summary>Bounds the length of a gradient.</summary>
internal static class GradientClipping
{
    /// <summary>Scales a gradient, and shortens it to a greatest Euclidean norm (Pascanu et al. 2013).</summary>
    /// <param name="gradient">Changed in place.</param>
    /// <param name="scale">First factor, for example one over the number of samples.</param>
    /// <param name="greatestNorm">The greatest norm after scaling.</param>
    /// <returns>The norm after scaling and before shortening; not finite if an element is not.</returns>
    public static double ScaleAndClip(Span<float> gradient, double scale, double greatestNorm)
    {
        double sum = 0;
        foreach (float value in gradient)
        {
            sum += (double)value * value;
        }

        double norm = scale * Math.Sqrt(sum);
        float factor = (float)(norm > greatestNorm ? scale * greatestNorm / norm : scale);
        foreach (ref float value in gradient)
        {
            value *= factor;
        }

        return norm;
    }
}
