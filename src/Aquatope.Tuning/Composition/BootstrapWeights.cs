using Aquatope.Inference;

namespace Aquatope.Tuning;

/// <summary>How often each observed execution happens, as one posterior sample believes.</summary>
/// <remarks>The Bayesian bootstrap of Rubin (1981), with more concentrated weights.</remarks>
internal sealed class BootstrapWeights
{
    // What was observed once stands for what lies near it, too: it counts as if it had been seen a few times.
    private const int Concentration = 2;

    private readonly double[] _weights;

    /// <summary>Initializes a new instance of the <see cref="BootstrapWeights"/> class.</summary>
    /// <param name="executions">The number of observed executions; positive.</param>
    /// <param name="random">Where the weights come from.</param>
    public BootstrapWeights(int executions, SeededRandom random)
    {
        _weights = new double[executions];
        for (int i = 0; i < executions; i++)
        {
            for (int n = 0; n < Concentration; n++)
            {
                _weights[i] -= Math.Log(1 - random.NextDouble());
            }
        }
    }

    /// <summary>Gets how often an execution happens, in no particular unit.</summary>
    /// <param name="execution">The execution's index.</param>
    public double this[int execution] => _weights[execution];

    /// <summary>Returns the share that some of the executions have of all.</summary>
    public double ShareOf(int[] some) => some.Sum(i => _weights[i]) / _weights.Sum();

    /// <summary>Draws among some of the executions, each as often as it happens, up to rounding, in random order.</summary>
    public int[] Draw(int[] some, int count, SeededRandom random)
    {
        double step = some.Sum(i => _weights[i]) / count;
        double position = step * random.NextDouble();
        var drawn = new int[count];
        int at = 0;
        double reached = _weights[some[0]];
        for (int i = 0; i < count; i++)
        {
            while (position > reached && at < some.Length - 1)
            {
                at++;
                reached += _weights[some[at]];
            }

            drawn[i] = some[at];
            position += step;
        }

        random.Shuffle(drawn.AsSpan());
        return drawn;
    }
}
