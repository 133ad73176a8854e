namespace Aquatope.Inference;

/// <summary>A stationary kernel on the first inputs, plus a linear kernel of unit prior variance on those after them.</summary>
internal readonly struct Kernel
{
    private const double SqrtFive = 2.23606797749978969641;

    private readonly KernelFamily _family;
    private readonly double _outputScale;
    private readonly double[] _inverseLengthscales;

    public Kernel(KernelFamily family, double outputScale, ReadOnlySpan<double> lengthscales)
    {
        _family = family;
        _outputScale = outputScale;
        _inverseLengthscales = new double[lengthscales.Length];
        for (int k = 0; k < lengthscales.Length; k++)
        {
            _inverseLengthscales[k] = 1 / lengthscales[k];
        }
    }

    /// <summary>Gets the variance of the stationary part.</summary>
    public double OutputScale => _outputScale;

    /// <summary>Gets the inverse lengthscales.</summary>
    public ReadOnlySpan<double> InverseLengthscales => _inverseLengthscales;

    /// <summary>Returns the prior variance at a point.</summary>
    public double Variance(ReadOnlySpan<double> x) => _outputScale + Linear(x, x);

    /// <summary>Returns the covariance of two points.</summary>
    public double Covariance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double squared = SquaredDistance(a, b);
        double linear = Linear(a, b);
        if (_family == KernelFamily.SquaredExponential)
        {
            return (_outputScale * Math.Exp(-0.5 * squared)) + linear;
        }

        double t = SqrtFive * Math.Sqrt(squared);
        return (_outputScale * (1 + t + (t * t / 3)) * Math.Exp(-t)) + linear;
    }

    /// <summary>Returns the linear part of the covariance, which no hyper-parameter changes.</summary>
    public double Linear(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int first = _inverseLengthscales.Length;
        return a.Length == first ? 0 : VectorMath.Dot(a[first..], b[first..]);
    }

    /// <summary>
    /// Returns the stationary covariance and its slope: the derivative by the logarithm of lengthscale k is the slope times the
    /// squared scaled difference in dimension k; that by coordinate k of a is minus the slope times the difference over the squared lengthscale.
    /// </summary>
    public (double Covariance, double Slope) WithSlope(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double squared = SquaredDistance(a, b);
        if (_family == KernelFamily.SquaredExponential)
        {
            double value = _outputScale * Math.Exp(-0.5 * squared);
            return (value, value);
        }

        double t = SqrtFive * Math.Sqrt(squared);
        double scaled = _outputScale * Math.Exp(-t);
        return (scaled * (1 + t + (t * t / 3)), scaled * (5.0 / 3) * (1 + t));
    }

    /// <summary>Adds a multiple of the derivatives of the covariance by the coordinates of <paramref name="a"/>.</summary>
    public void AddGradient(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double factor, Span<double> target)
    {
        (_, double slope) = WithSlope(a, b);
        ReadOnlySpan<double> inverse = _inverseLengthscales;
        for (int k = 0; k < inverse.Length; k++)
        {
            target[k] -= factor * slope * (a[k] - b[k]) * inverse[k] * inverse[k];
        }

        VectorMath.AddScaled(target[inverse.Length..], factor, b[inverse.Length..]);
    }

    /// <summary>Adds a multiple of the derivatives of the prior variance by the coordinates of a point.</summary>
    public void AddVarianceGradient(ReadOnlySpan<double> x, double factor, Span<double> target) =>
        VectorMath.AddScaled(target[_inverseLengthscales.Length..], 2 * factor, x[_inverseLengthscales.Length..]);

    private double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        ReadOnlySpan<double> inverse = _inverseLengthscales;
        for (int k = 0; k < inverse.Length; k++)
        {
            double difference = (a[k] - b[k]) * inverse[k];
            sum += difference * difference;
        }

        return sum;
    }
}
