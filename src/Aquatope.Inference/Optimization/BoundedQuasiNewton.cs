namespace Aquatope.Inference;

/// <summary>A function of several variables together with its gradient.</summary>
/// <param name="x">The point, [n].</param>
/// <param name="gradient">Receives the derivatives, [n].</param>
/// <returns>The value; not finite where the function is undefined.</returns>
public delegate double DifferentiableFunction(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>Minimises a smooth function within a box.</summary>
/// <remarks>
/// Two-metric projection (Bertsekas 1982) with the limited-memory direction of Nocedal (1980), algorithm 7.4 in Nocedal
/// and Wright (2006), on the variables that no bound holds, and backtracking along the projected arc.
/// </remarks>
public sealed class BoundedQuasiNewton
{
    private const int Memory = 10;

    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly double[] _gradient;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private readonly double[] _direction;
    private readonly bool[] _held;
    private readonly double[][] _steps = new double[Memory][];
    private readonly double[][] _changes = new double[Memory][];
    private readonly double[] _weights = new double[Memory];
    private int _stored;
    private int _oldest;

    /// <summary>Initializes a new instance of the <see cref="BoundedQuasiNewton"/> class.</summary>
    /// <param name="lower">Lower bounds, [n].</param>
    /// <param name="upper">Upper bounds, [n], each at least the lower.</param>
    public BoundedQuasiNewton(double[] lower, double[] upper)
    {
        ArgumentNullException.ThrowIfNull(lower);
        ArgumentNullException.ThrowIfNull(upper);
        int n = lower.Length;
        if (upper.Length != n || lower.Zip(upper).Any(pair => !(pair.First <= pair.Second)))
        {
            throw new ArgumentException("Every upper bound must be at least its lower bound.", nameof(upper));
        }

        _lower = lower;
        _upper = upper;
        _gradient = new double[n];
        _trial = new double[n];
        _trialGradient = new double[n];
        _direction = new double[n];
        _held = new bool[n];
        for (int m = 0; m < Memory; m++)
        {
            _steps[m] = new double[n];
            _changes[m] = new double[n];
        }
    }

    /// <summary>Gets the most iterations of one run. Default: 200.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>Gets the greatest projected gradient at which a run ends. Default: 10⁻⁶.</summary>
    public double GradientTolerance { get; init; } = 1e-6;

    /// <summary>Gets the relative decrease below which a run ends. Default: 10⁻¹¹.</summary>
    public double ValueTolerance { get; init; } = 1e-11;

    /// <summary>Runs the search from a point.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The start, [n], clipped to the box; replaced by the best point found.</param>
    /// <returns>The value there; not finite when the function was not finite at the start.</returns>
    public double Minimize(DifferentiableFunction function, Span<double> x)
    {
        ArgumentNullException.ThrowIfNull(function);
        _stored = 0;
        Clip(x);
        double value = Evaluate(function, x, _gradient);
        int calm = 0;
        for (int iteration = 0; iteration < MaxIterations && double.IsFinite(value); iteration++)
        {
            if (ProjectedGradient(x) <= GradientTolerance)
            {
                break;
            }

            SetDirection();
            double next = Search(function, x, value);
            if (!(next < value) && _stored > 0)
            {
                // The model of the curvature is stale: once more along the steepest descent.
                _stored = 0;
                SetDirection();
                next = Search(function, x, value);
            }

            if (!(next < value))
            {
                break;
            }

            calm = value - next <= ValueTolerance * Math.Max(1, Math.Abs(value)) ? calm + 1 : 0;
            Accept(x);
            value = next;
            if (calm == 2)
            {
                break;
            }
        }

        return value;
    }

    private static double Evaluate(DifferentiableFunction function, ReadOnlySpan<double> x, double[] gradient)
    {
        Array.Clear(gradient);
        return function(x, gradient);
    }

    private void Clip(Span<double> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(x[i], _lower[i], _upper[i]);
        }
    }

    private double ProjectedGradient(ReadOnlySpan<double> x)
    {
        double greatest = 0;
        for (int i = 0; i < x.Length; i++)
        {
            _held[i] = (x[i] <= _lower[i] && _gradient[i] > 0) || (x[i] >= _upper[i] && _gradient[i] < 0);
            greatest = _held[i] ? greatest : Math.Max(greatest, Math.Abs(_gradient[i]));
        }

        return greatest;
    }

    private void SetDirection()
    {
        for (int i = 0; i < _direction.Length; i++)
        {
            _direction[i] = _held[i] ? 0 : -_gradient[i];
        }

        if (_stored == 0)
        {
            double longest = VectorMath.MaxAbs(_direction);
            double scale = Math.Min(1, 0.5 / longest);
            for (int i = 0; i < _direction.Length; i++)
            {
                _direction[i] *= scale;
            }

            return;
        }

        ApplyInverseHessian();
        if (VectorMath.Dot(_direction, _gradient) >= 0)
        {
            _stored = 0;
            SetDirection();
        }
    }

    private void ApplyInverseHessian()
    {
        for (int m = _stored - 1; m >= 0; m--)
        {
            int slot = (_oldest + m) % Memory;
            _weights[slot] = VectorMath.Dot(_steps[slot], _direction) / VectorMath.Dot(_steps[slot], _changes[slot]);
            VectorMath.AddScaled(_direction, -_weights[slot], _changes[slot]);
        }

        int latest = (_oldest + _stored - 1) % Memory;
        double scale = VectorMath.Dot(_steps[latest], _changes[latest]) / VectorMath.Dot(_changes[latest], _changes[latest]);
        for (int i = 0; i < _direction.Length; i++)
        {
            _direction[i] *= scale;
        }

        for (int m = 0; m < _stored; m++)
        {
            int slot = (_oldest + m) % Memory;
            double beta = VectorMath.Dot(_changes[slot], _direction) / VectorMath.Dot(_steps[slot], _changes[slot]);
            VectorMath.AddScaled(_direction, _weights[slot] - beta, _steps[slot]);
        }

        for (int i = 0; i < _direction.Length; i++)
        {
            _direction[i] = _held[i] ? 0 : _direction[i];
        }
    }

    private double Search(DifferentiableFunction function, ReadOnlySpan<double> x, double value)
    {
        double length = 1;
        for (int attempt = 0; attempt < 30; attempt++)
        {
            double slope = 0;
            for (int i = 0; i < x.Length; i++)
            {
                _trial[i] = Math.Clamp(x[i] + (length * _direction[i]), _lower[i], _upper[i]);
                slope += _gradient[i] * (_trial[i] - x[i]);
            }

            double next = Evaluate(function, _trial, _trialGradient);
            if (double.IsFinite(next) && next <= value + (1e-4 * slope))
            {
                return next;
            }

            // The minimiser of the parabola through value, slope and the trial value, kept within sane limits.
            double parabola = -slope * length / (2 * (next - value - slope));
            length = double.IsFinite(parabola) ? Math.Clamp(parabola, 0.1 * length, 0.5 * length) : 0.2 * length;
        }

        return double.PositiveInfinity;
    }

    private void Accept(Span<double> x)
    {
        int slot = (_oldest + _stored) % Memory;
        double[] step = _steps[slot];
        double[] change = _changes[slot];
        for (int i = 0; i < x.Length; i++)
        {
            step[i] = _trial[i] - x[i];
            change[i] = _trialGradient[i] - _gradient[i];
            x[i] = _trial[i];
            _gradient[i] = _trialGradient[i];
        }

        double curvature = VectorMath.Dot(step, change);
        if (curvature <= 1e-12 * Math.Sqrt(VectorMath.Dot(step, step) * VectorMath.Dot(change, change)))
        {
            return;
        }

        if (_stored == Memory)
        {
            _oldest = (_oldest + 1) % Memory;
        }
        else
        {
            _stored++;
        }
    }
}
