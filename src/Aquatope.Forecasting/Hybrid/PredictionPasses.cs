using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Monte Carlo passes through the prediction network, under fixed draws of its dropout masks.</summary>
/// <remarks>What the features contribute to the first layer is the same in every pass and is computed once.</remarks>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class PredictionPasses
{
    private readonly PredictionNetwork _network;
    private readonly float[] _parameters;
    private readonly FloatMatrix _firstMask;
    private readonly FloatMatrix _secondMask;

    /// <summary>Initializes a new instance of the <see cref="PredictionPasses"/> class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="passes">The number of passes.</param>
    /// <param name="dropoutRate">Rate of each dropout.</param>
    /// <param name="random">Where the masks come from.</param>
    public PredictionPasses(PredictionNetwork network, float[] parameters, int passes, double dropoutRate, SeededRandom random)
    {
        _network = network;
        _parameters = parameters;
        _firstMask = new FloatMatrix(network.First.Outputs, passes);
        _secondMask = new FloatMatrix(network.Second.Outputs, passes);
        var again = new FloatMatrix(network.First.Outputs, passes);
        DropoutMask.Draw(_firstMask.View, dropoutRate, random);
        DropoutMask.Draw(again.View, dropoutRate, random);
        DropoutMask.Draw(_secondMask.View, dropoutRate, random);
        DropoutMask.ApplyToSteps(_firstMask.View, again.View, _firstMask.View);
    }

    /// <summary>Creates the working memory of one thread.</summary>
    /// <returns>The memory.</returns>
    public PredictionScratch CreateScratch() => new(_network, _firstMask.Columns);

    /// <summary>Prepares forecasts from one window.</summary>
    /// <param name="latent">Latent sequences, [latents, passes].</param>
    /// <param name="scratch">Keeps the result.</param>
    public void SetLatent(ConstMatrixView latent, PredictionScratch scratch)
    {
        scratch.FromLatent.Clear();
        ConstMatrixView weights = _network.First.Weights.Of(_parameters);
        MatrixKernels.MultiplyAdd(weights.ColumnRange(0, _network.Latents), latent, scratch.FromLatent.View);
    }

    /// <summary>Computes the outputs of all passes.</summary>
    /// <param name="features">External features, [features].</param>
    /// <param name="scratch">Prepared for the window.</param>
    /// <returns>The outputs, [outputs, passes], in the scratch memory.</returns>
    public MatrixView Outputs(ReadOnlySpan<float> features, PredictionScratch scratch)
    {
        var column = new ConstMatrixView(features, features.Length, 1);
        _network.First.Biases.Of(_parameters).Values.CopyTo(scratch.FirstShared);
        ConstMatrixView weights = _network.First.Weights.Of(_parameters).ColumnRange(_network.Latents, _network.Features);
        MatrixKernels.MultiplyAdd(weights, column, new MatrixView(scratch.FirstShared, scratch.FirstShared.Length, 1));
        for (int i = 0; i < scratch.First.Rows; i++)
        {
            Span<float> row = scratch.First.Row(i);
            scratch.FromLatent.Row(i).CopyTo(row);
            Activations.Add(row, scratch.FirstShared[i]);
            Activations.Rectify(row);
            Activations.Multiply(row, _firstMask.Row(i));
        }

        _network.Second.Forward(_parameters, scratch.First.View, scratch.Second.View);
        for (int i = 0; i < scratch.Second.Rows; i++)
        {
            Activations.Rectify(scratch.Second.Row(i));
            Activations.Multiply(scratch.Second.Row(i), _secondMask.Row(i));
        }

        _network.Output.Forward(_parameters, scratch.Second.View, scratch.Output.View);
        Array.Clear(scratch.OutputShared);
        _network.AddSkip(_parameters, column, new MatrixView(scratch.OutputShared, scratch.OutputShared.Length, 1));
        for (int i = 0; i < scratch.Output.Rows; i++)
        {
            Activations.Add(scratch.Output.Row(i), scratch.OutputShared[i]);
        }

        return scratch.Output.View;
    }
}
