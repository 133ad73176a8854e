using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Runs the encoder-decoder forwards and backwards.</summary>
internal sealed class PretrainingWorker(PretrainingObjective objective) : IObjectiveWorker
{
    private const int HeldOutBatch = 32;

    private readonly EncoderDecoder _network = objective.Network;
    private Tapes? _tapes;

    /// <inheritdoc/>
    public double Accumulate(ReadOnlySpan<float> parameters, ReadOnlySpan<int> samples, Span<float> gradient, SeededRandom random)
    {
        Tapes tapes = TapesFor(samples.Length);
        for (int b = 0; b < samples.Length; b++)
        {
            Load(tapes, objective.Training[samples[b]], b);
        }

        DropoutMask.Draw(tapes.EncoderMask.View, objective.DropoutRate, random);
        DropoutMask.Draw(tapes.BottleneckMask.View, objective.DropoutRate, random);
        DropoutMask.Draw(tapes.DecoderMask.View, objective.DropoutRate, random);
        DropoutMask.Draw(tapes.NarrowMask.View, objective.DropoutRate, random);
        Forward(parameters, tapes);
        double loss = Loss(tapes, withGradient: true);
        Backward(parameters, tapes, gradient);
        return loss;
    }

    /// <inheritdoc/>
    public double HeldOutLoss(ReadOnlySpan<float> parameters, int start, int count)
    {
        double loss = 0;
        for (int done = 0; done < count; done += HeldOutBatch)
        {
            Tapes tapes = TapesFor(Math.Min(HeldOutBatch, count - done));
            for (int b = 0; b < tapes.Batch; b++)
            {
                Load(tapes, objective.HeldOut[start + done + b], b);
            }

            tapes.EncoderMask.View.Fill(1);
            tapes.BottleneckMask.View.Fill(1);
            tapes.DecoderMask.View.Fill(1);
            tapes.NarrowMask.View.Fill(1);
            Forward(parameters, tapes);
            loss += Loss(tapes, withGradient: false);
        }

        return loss;
    }

    private Tapes TapesFor(int batch)
    {
        if (_tapes?.Batch != batch)
        {
            _tapes = new Tapes(_network, batch);
        }

        return _tapes;
    }

    private void Load(Tapes tapes, SeriesOrigin sample, int column)
    {
        int origin = sample.Origin;
        _network.WriteWindow(sample, tapes.Encoder.Input.View, column, tapes.Batch);
        float anchor = _network.Anchor.At(sample.Series, origin);
        float ofInputs = _network.Anchor.OfInputs(sample.Series, origin);
        Span<float> observed = tapes.Decoder.Input.Row(0)[(_network.Window * tapes.Batch)..];
        for (int h = 0; h < _network.Horizon; h++)
        {
            observed[(h * tapes.Batch) + column] = sample.Series[origin - _network.Horizon + h] - ofInputs;
            tapes.Target.Row(h)[column] = sample.Series[origin + h] - anchor;
        }
    }

    private void Forward(ReadOnlySpan<float> parameters, Tapes tapes)
    {
        _network.Encoder.Forward(parameters, tapes.Encoder);
        DropoutMask.ApplyToSteps(tapes.Encoder.Output.View, tapes.EncoderMask.View, tapes.Bottleneck.Input.View);
        _network.Bottleneck.Forward(parameters, tapes.Bottleneck);
        MatrixView latent = tapes.Decoder.Input.ColumnRange(0, _network.Window * tapes.Batch);
        DropoutMask.ApplyToSteps(tapes.Bottleneck.Output.View, tapes.BottleneckMask.View, latent);
        Activations.Rectify(latent.Row(0));

        _network.Decoder.Forward(parameters, tapes.Decoder);
        DropoutMask.ApplyToSteps(tapes.Decoder.Output.View, tapes.DecoderMask.View, tapes.Narrow.Input.View);
        _network.Narrow.Forward(parameters, tapes.Narrow);
        DropoutMask.ApplyToSteps(tapes.Narrow.Output.View, tapes.NarrowMask.View, new MatrixView(tapes.Flat, 1, tapes.Flat.Length));
        _network.Dense.Forward(parameters, tapes.FlatView, tapes.Dense.View);
        _network.Output.Forward(parameters, tapes.Dense.View, tapes.Prediction.View);
    }

    // The mean over the horizon, summed over the batch.
    private double Loss(Tapes tapes, bool withGradient)
    {
        double loss = 0;
        for (int h = 0; h < _network.Horizon; h++)
        {
            Span<float> prediction = tapes.Prediction.Row(h);
            Span<float> target = tapes.Target.Row(h);
            for (int b = 0; b < tapes.Batch; b++)
            {
                float error = prediction[b] - target[b];
                loss += (double)error * error / _network.Horizon;
                if (withGradient)
                {
                    prediction[b] = 2 * error / _network.Horizon;
                }
            }
        }

        return loss;
    }

    // The gradient of the prediction stands in its place.
    private void Backward(ReadOnlySpan<float> parameters, Tapes tapes, Span<float> gradient)
    {
        tapes.DenseGradient.Clear();
        _network.Output.Backward(parameters, tapes.Dense.View, tapes.Prediction.View, gradient, tapes.DenseGradient.View);
        Array.Clear(tapes.FlatGradient);
        _network.Dense.Backward(parameters, tapes.FlatView, tapes.DenseGradient.View, gradient, tapes.FlatGradientView);

        var flatGradient = new MatrixView(tapes.FlatGradient, 1, tapes.FlatGradient.Length);
        DropoutMask.ApplyToSteps(flatGradient, tapes.NarrowMask.View, tapes.Narrow.OutputGradient.View);
        _network.Narrow.Backward(parameters, tapes.Narrow, gradient, needsInputGradient: true);
        DropoutMask.ApplyToSteps(tapes.Narrow.InputGradient.View, tapes.DecoderMask.View, tapes.Decoder.OutputGradient.View);
        _network.Decoder.Backward(parameters, tapes.Decoder, gradient, needsInputGradient: true);

        MatrixView latentGradient = tapes.Decoder.InputGradient.ColumnRange(0, _network.Window * tapes.Batch);
        Activations.RectifyGradient(latentGradient.Row(0), tapes.Decoder.Input.Row(0)[..latentGradient.Columns]);
        DropoutMask.ApplyToSteps(latentGradient, tapes.BottleneckMask.View, tapes.Bottleneck.OutputGradient.View);
        _network.Bottleneck.Backward(parameters, tapes.Bottleneck, gradient, needsInputGradient: true);
        DropoutMask.ApplyToSteps(tapes.Bottleneck.InputGradient.View, tapes.EncoderMask.View, tapes.Encoder.OutputGradient.View);
        _network.Encoder.Backward(parameters, tapes.Encoder, gradient, needsInputGradient: false);
    }

    private sealed class Tapes(EncoderDecoder network, int batch)
    {
        public int Batch { get; } = batch;

        public LstmTape Encoder { get; } = new(network.Encoder, network.Window, batch);

        public LstmTape Bottleneck { get; } = new(network.Bottleneck, network.Window, batch);

        public LstmTape Decoder { get; } = new(network.Decoder, network.Window + network.Horizon, batch);

        public LstmTape Narrow { get; } = new(network.Narrow, network.Window + network.Horizon, batch);

        public FloatMatrix EncoderMask { get; } = new(network.Encoder.Units, batch);

        public FloatMatrix BottleneckMask { get; } = new(1, batch);

        public FloatMatrix DecoderMask { get; } = new(network.Decoder.Units, batch);

        public FloatMatrix NarrowMask { get; } = new(1, batch);

        // One row of [steps * batch] is at the same time a matrix [steps, batch].
        public float[] Flat { get; } = new float[(network.Window + network.Horizon) * batch];

        public float[] FlatGradient { get; } = new float[(network.Window + network.Horizon) * batch];

        public MatrixView FlatView => new(Flat, network.Window + network.Horizon, Batch);

        public MatrixView FlatGradientView => new(FlatGradient, network.Window + network.Horizon, Batch);

        public FloatMatrix Dense { get; } = new(network.Dense.Outputs, batch);

        public FloatMatrix DenseGradient { get; } = new(network.Dense.Outputs, batch);

        public FloatMatrix Prediction { get; } = new(network.Horizon, batch);

        public FloatMatrix Target { get; } = new(network.Horizon, batch);
    }
}
