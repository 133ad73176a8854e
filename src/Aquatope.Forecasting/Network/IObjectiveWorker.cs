using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Evaluates an objective on some of its samples, with memory of its own.</summary>
internal interface IObjectiveWorker
{
    /// <summary>Adds the gradient over some training samples, with dropout.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="samples">Indices of training samples.</param>
    /// <param name="gradient">Receives the sum of the samples' gradients, on top of what it holds.</param>
    /// <param name="random">Where dropout and other noise come from.</param>
    /// <returns>The sum of the samples' losses.</returns>
    double Accumulate(ReadOnlySpan<float> parameters, ReadOnlySpan<int> samples, Span<float> gradient, SeededRandom random);

    /// <summary>Returns the loss of some held-out samples, without dropout.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="start">First held-out sample.</param>
    /// <param name="count">How many.</param>
    /// <returns>The sum of the samples' losses.</returns>
    double HeldOutLoss(ReadOnlySpan<float> parameters, int start, int count);
}
