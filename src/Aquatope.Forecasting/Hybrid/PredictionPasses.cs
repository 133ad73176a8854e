using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Monte Carlo passes through the prediction network, under fixed draws of its dropout masks.</summary>
/// <remarks>What the features contribute to the first layer is the same in every pass and is computed once.</remarks>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class PredictionPasses
{
    private readonly PredictionNetwork _network;
    private readonly float[][] _members;
    private readonly FloatMatrix _firstMask;
    private readonly FloatMatrix _secondMask;

    /// <summary>Initializes a new instance of the <see cref="PredictionPasses"/> class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="members">The parameters of each member of the ensemble; passes are shared out among them.</param>
    /// <param name="passes">The number of passes.</param>
    /// <param name="dropoutRate">Rate of each dropout.</param>
    /// <param name="random">Where the masks come from.</param>
    public PredictionPasses(PredictionNetwork network, IReadOnlyList<float[]> members, int passes, double dropoutRate, SeededRandom random)
    {
        _network = network;
        _members = [.. members];
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
        for (int member = 0; member < _members.Length; member++)
        {
            (int start, int count) = Share(member);
            ConstMatrixView weights = _network.First.Weights.Of(_members[member]);
            MatrixKernels.MultiplyAdd(weights.ColumnRange(0, _network.Latents), latent.ColumnRange(start, count), scratch.FromLatent.ColumnRange(start, count));
        }
    }

    /// <summary>Computes the outputs of all passes.</summary>
    /// <param name="features">External features, [features].</param>
    /// <param name="scratch">Prepared for the window.</param>
    /// <returns>The outputs, [outputs, passes], in the scratch memory.</returns>
    public MatrixView Outputs(ReadOnlySpan<float> features, PredictionScratch scratch)
    {
        for (int member = 0; member < _members.Length; member++)
        {
            (int start, int count) = Share(member);
            Outputs(_members[member], features, scratch, (start, count));
        }

        return scratch.Output.View;
    }

    private void Outputs(float[] parameters, ReadOnlySpan<float> features, PredictionScratch scratch, (int Start, int Count) passes)
    {
        var column = new ConstMatrixView(features, features.Length, 1);
        _network.First.Biases.Of(parameters).Values.CopyTo(scratch.FirstShared);
        ConstMatrixView weights = _network.First.Weights.Of(parameters).ColumnRange(_network.Latents, _network.Features);
        MatrixKernels.MultiplyAdd(weights, column, new MatrixView(scratch.FirstShared, scratch.FirstShared.Length, 1));
        MatrixView first = scratch.First.ColumnRange(passes.Start, passes.Count);
        MatrixView second = scratch.Second.ColumnRange(passes.Start, passes.Count);
        for (int i = 0; i < first.Rows; i++)
        {
            Span<float> row = first.Row(i);
            scratch.FromLatent.Row(i).Slice(passes.Start, passes.Count).CopyTo(row);
            Activations.Add(row, scratch.FirstShared[i]);
        }

        RectifyAndMask(first, _firstMask, passes.Start);
        _network.Second.Forward(parameters, first, second);
        RectifyAndMask(second, _secondMask, passes.Start);
        MatrixView output = scratch.Output.ColumnRange(passes.Start, passes.Count);
        _network.Output.Forward(parameters, second, output);
        Array.Clear(scratch.OutputShared);
        _network.AddSkip(parameters, column, new MatrixView(scratch.OutputShared, scratch.OutputShared.Length, 1));
        for (int i = 0; i < output.Rows; i++)
        {
            Activations.Add(output.Row(i), scratch.OutputShared[i]);
        }
    }

    private static void RectifyAndMask(MatrixView values, FloatMatrix mask, int start)
    {
        for (int i = 0; i < values.Rows; i++)
        {
            Activations.Rectify(values.Row(i));
            Activations.Multiply(values.Row(i), mask.Row(i).Slice(start, values.Columns));
        }
    }

    private (int Start, int Count) Share(int member)
    {
        int passes = _firstMask.Columns;
        int start = passes * member / _members.Length;
        return (start, (passes * (member + 1) / _members.Length) - start);
    }
}
