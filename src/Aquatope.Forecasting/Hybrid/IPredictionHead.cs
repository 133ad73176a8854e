namespace Aquatope.Forecasting;

/// <summary>The loss of the prediction network's outputs, and the distribution they stand for.</summary>
/// <threadsafety>Immutable.</threadsafety>
internal interface IPredictionHead
{
    /// <summary>Gets the number of outputs.</summary>
    int Outputs { get; }

    /// <summary>Sets the biases of the output layer to where training begins.</summary>
    /// <param name="biases">The biases, [outputs].</param>
    void InitializeBiases(Span<float> biases);

    /// <summary>Computes the loss of a batch.</summary>
    /// <param name="outputs">The outputs, [outputs, batch]; replaced by the gradient if asked for.</param>
    /// <param name="targets">What happened, [batch].</param>
    /// <param name="withGradient">Whether to replace the outputs by the gradient of the loss.</param>
    /// <returns>The sum of the losses.</returns>
    double Loss(MatrixView outputs, ReadOnlySpan<HeadTarget> targets, bool withGradient);

    /// <summary>Returns the distribution of a count, as the mean over Monte Carlo passes.</summary>
    /// <param name="outputs">Outputs, [outputs, passes].</param>
    /// <param name="scale">The scale of the series.</param>
    /// <param name="anchor">What outputs are relative to: a scaled value.</param>
    /// <returns>The distribution function at some whole counts.</returns>
    CountGrid Distribution(ConstMatrixView outputs, SeriesScale scale, double anchor);
}
