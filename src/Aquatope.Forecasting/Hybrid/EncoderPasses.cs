using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Monte Carlo passes through the encoder: one latent sequence per fixed draw of the dropout masks.</summary>
/// <remarks>
/// Dropout is on the outputs of both layers, so the first layer is the same in every pass and is computed once; this is
/// exact. A mask on the first layer's outputs is a mask on the second layer's input weights, so all passes' second layers
/// share one matrix product. The masks are drawn once per forecaster: each pass is one thinned network, the same for every
/// series, and a forecast does not depend on what else is in the batch.
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
internal sealed class EncoderPasses
{
    /// <summary>Windows that go through the first layer together: whole vectors on every processor.</summary>
    public const int Batch = 16;

    private readonly EncoderDecoder _network;
    private readonly float[] _parameters;
    private readonly FloatMatrix _thinned;
    private readonly float[] _bottleneckMask;

    /// <summary>Initializes a new instance of the <see cref="EncoderPasses"/> class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters; those of the encoder suffice.</param>
    /// <param name="passes">The number of passes.</param>
    /// <param name="dropoutRate">Rate of dropout; with zero a single pass says everything.</param>
    /// <param name="random">Where the masks come from.</param>
    public EncoderPasses(EncoderDecoder network, float[] parameters, int passes, double dropoutRate, SeededRandom random)
    {
        _network = network;
        _parameters = parameters;
        Passes = passes;
        int units = network.Encoder.Units;
        var mask = new FloatMatrix(units, passes);
        DropoutMask.Draw(mask.View, dropoutRate, random);
        _bottleneckMask = new float[passes];
        DropoutMask.Draw(new MatrixView(_bottleneckMask, 1, passes), dropoutRate, random);
        _thinned = new FloatMatrix(units, 4 * passes);
        ConstMatrixView weights = network.Bottleneck.InputWeights.Of(parameters);
        for (int unit = 0; unit < units; unit++)
        {
            for (int gate = 0; gate < 4; gate++)
            {
                for (int pass = 0; pass < passes; pass++)
                {
                    _thinned.Row(unit)[(gate * passes) + pass] = weights.Row(gate)[unit] * mask.Row(unit)[pass];
                }
            }
        }
    }

    /// <summary>Gets the number of passes.</summary>
    public int Passes { get; }

    /// <summary>Creates the working memory of one thread.</summary>
    /// <returns>The memory.</returns>
    public EncoderScratch CreateScratch() => new(_network, Passes);

    /// <summary>Runs the first layer over some windows.</summary>
    /// <param name="origins">At most <see cref="Batch"/> windows, by the bin after them.</param>
    /// <param name="scratch">Keeps the result.</param>
    public void Encode(ReadOnlySpan<SeriesOrigin> origins, EncoderScratch scratch)
    {
        for (int b = 0; b < origins.Length; b++)
        {
            _network.WriteWindow(origins[b], scratch.Tape.Input.View, b, Batch);
        }

        _network.Encoder.Forward(_parameters, scratch.Tape);
    }

    /// <summary>Runs all passes of the second layer over one encoded window.</summary>
    /// <param name="window">Index of the window among those encoded last.</param>
    /// <param name="scratch">Where these are.</param>
    /// <param name="latent">Receives the latent sequences, [window, passes].</param>
    public void Latent(int window, EncoderScratch scratch, MatrixView latent)
    {
        for (int unit = 0; unit < _network.Encoder.Units; unit++)
        {
            ReadOnlySpan<float> row = scratch.Tape.Output.Row(unit);
            for (int step = 0; step < _network.Window; step++)
            {
                scratch.Hidden.Row(step)[unit] = row[(step * Batch) + window];
            }
        }

        ReadOnlySpan<float> biases = _parameters.AsSpan(_network.Bottleneck.Biases.Offset, 4);
        for (int step = 0; step < _network.Window; step++)
        {
            for (int gate = 0; gate < 4; gate++)
            {
                scratch.Gates.Row(step).Slice(gate * Passes, Passes).Fill(biases[gate]);
            }
        }

        MatrixKernels.MultiplyAdd(scratch.Hidden.View, _thinned.View, scratch.Gates.View);
        Recur(scratch, latent);
    }

    private void Recur(EncoderScratch scratch, MatrixView latent)
    {
        ReadOnlySpan<float> recurrent = _parameters.AsSpan(_network.Bottleneck.RecurrentWeights.Offset, 4);
        scratch.Cell.AsSpan().Clear();
        scratch.State.AsSpan().Clear();
        for (int step = 0; step < _network.Window; step++)
        {
            Span<float> gates = scratch.Gates.Row(step);
            for (int gate = 0; gate < 4; gate++)
            {
                Span<float> of = gates.Slice(gate * Passes, Passes);
                for (int pass = 0; pass < of.Length; pass++)
                {
                    of[pass] += recurrent[gate] * scratch.State[pass];
                }
            }

            Step(gates, scratch);
            Activations.Multiply(scratch.State, _bottleneckMask, latent.Row(step));
            Activations.Rectify(latent.Row(step));
        }
    }

    private void Step(Span<float> gates, EncoderScratch scratch)
    {
        Span<float> cell = scratch.Cell;
        Span<float> candidate = gates.Slice(2 * Passes, Passes);
        Activations.Sigmoid(gates[..(2 * Passes)]);
        Activations.Tanh(candidate, candidate);
        Activations.Sigmoid(gates.Slice(3 * Passes, Passes));
        for (int pass = 0; pass < cell.Length; pass++)
        {
            cell[pass] = (gates[Passes + pass] * cell[pass]) + (gates[pass] * candidate[pass]);
        }

        Activations.Tanh(cell, scratch.State);
        Activations.Multiply(scratch.State, gates.Slice(3 * Passes, Passes));
    }
}
