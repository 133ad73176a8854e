namespace Aquatope.Forecasting;

/// <summary>The state of an ARMA model: its first element is the forecast of the next value, less the mean.</summary>
internal static class ArmaState
{
    /// <summary>Takes in what the next value was off by, and moves on by one value.</summary>
    /// <param name="state">The state, [r]; changed.</param>
    /// <param name="ar">φ, filled up with zeros, [r].</param>
    /// <param name="gain">What an innovation of one adds to each element, [r].</param>
    /// <param name="innovation">The value less its forecast; zero to forecast further ahead.</param>
    public static void Advance(Span<double> state, ReadOnlySpan<double> ar, ReadOnlySpan<double> gain, double innovation)
    {
        double value = state[0] + (gain[0] * innovation);
        int last = state.Length - 1;
        for (int i = 0; i < last; i++)
        {
            state[i] = (ar[i] * value) + state[i + 1] + (gain[i + 1] * innovation);
        }

        state[last] = ar[last] * value;
    }
}
