using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Runs the prediction network forwards and backwards.</summary>
internal sealed class PredictionWorker(PredictionObjective objective) : IObjectiveWorker
{
    private const int HeldOutBatch = 64;

    private readonly PredictionNetwork _network = objective.Network;
    private Tapes? _tapes;

    /// <inheritdoc/>
    public double Accumulate(ReadOnlySpan<float> parameters, ReadOnlySpan<int> samples, Span<float> gradient, SeededRandom random)
    {
        Tapes tapes = TapesFor(samples.Length);
        PredictionSet set = objective.Training;
        for (int b = 0; b < samples.Length; b++)
        {
            float[] latents = set.Latents[set.Latents.Length == 1 ? 0 : random.NextInt(set.Latents.Length)];
            Load(tapes, set, samples[b], latents, b);
        }

        // The dropouts before and after the rectifier act as one, whose factors are products.
        DropoutMask.Draw(tapes.FirstMask.View, objective.DropoutRate, random);
        DropoutMask.Draw(tapes.SecondMask.View, objective.DropoutRate, random);
        for (int i = 0; i < _network.First.Outputs; i++)
        {
            DropoutMask.Draw(new MatrixView(tapes.Spare, 1, samples.Length), objective.DropoutRate, random);
            Activations.Multiply(tapes.FirstMask.Row(i), tapes.Spare);
        }

        Forward(parameters, tapes);
        double loss = objective.Head.Loss(tapes.Output.View, tapes.Targets, withGradient: true);
        Backward(parameters, tapes, gradient);
        return loss;
    }

    /// <inheritdoc/>
    public double HeldOutLoss(ReadOnlySpan<float> parameters, int start, int count)
    {
        PredictionSet set = objective.HeldOut;
        double loss = 0;
        for (int done = 0; done < count; done += HeldOutBatch)
        {
            Tapes tapes = TapesFor(Math.Min(HeldOutBatch, count - done));
            for (int b = 0; b < tapes.Targets.Length; b++)
            {
                Load(tapes, set, start + done + b, set.Latents[0], b);
            }

            tapes.FirstMask.View.Fill(1);
            tapes.SecondMask.View.Fill(1);
            Forward(parameters, tapes);
            loss += objective.Head.Loss(tapes.Output.View, tapes.Targets, withGradient: false);
        }

        return loss;
    }

    private Tapes TapesFor(int batch)
    {
        if (_tapes?.Targets.Length != batch)
        {
            _tapes = new Tapes(_network, batch);
        }

        return _tapes;
    }

    private void Load(Tapes tapes, PredictionSet set, int sample, float[] latents, int column)
    {
        ReadOnlySpan<float> latent = latents.AsSpan(set.LatentRows[sample] * _network.Latents, _network.Latents);
        for (int i = 0; i < latent.Length; i++)
        {
            tapes.Input.Row(i)[column] = latent[i];
        }

        ReadOnlySpan<float> features = set.Features.AsSpan(sample * _network.Features, _network.Features);
        for (int i = 0; i < features.Length; i++)
        {
            tapes.Input.Row(latent.Length + i)[column] = features[i];
        }

        tapes.Targets[column] = set.Targets[sample];
    }

    private void Forward(ReadOnlySpan<float> parameters, Tapes tapes)
    {
        _network.First.Forward(parameters, tapes.Input.View, tapes.First.View);
        RectifyAndMask(tapes.First, tapes.FirstMask);
        _network.Second.Forward(parameters, tapes.First.View, tapes.Second.View);
        RectifyAndMask(tapes.Second, tapes.SecondMask);
        _network.Output.Forward(parameters, tapes.Second.View, tapes.Output.View);
        _network.AddSkip(parameters, FeaturesOf(tapes), tapes.Output.View);
    }

    // The gradient of the output stands in its place.
    private void Backward(ReadOnlySpan<float> parameters, Tapes tapes, Span<float> gradient)
    {
        _network.SkipBackward(FeaturesOf(tapes), tapes.Output.View, gradient);
        tapes.SecondGradient.Clear();
        _network.Output.Backward(parameters, tapes.Second.View, tapes.Output.View, gradient, tapes.SecondGradient.View);
        RectifyAndMaskGradient(tapes.SecondGradient, tapes.Second, tapes.SecondMask);
        tapes.FirstGradient.Clear();
        _network.Second.Backward(parameters, tapes.First.View, tapes.SecondGradient.View, gradient, tapes.FirstGradient.View);
        RectifyAndMaskGradient(tapes.FirstGradient, tapes.First, tapes.FirstMask);
        _network.First.Backward(parameters, tapes.Input.View, tapes.FirstGradient.View, gradient, default);
    }

    private MatrixView FeaturesOf(Tapes tapes) => tapes.Input.View.RowRange(_network.Latents, _network.Features);

    private static void RectifyAndMask(FloatMatrix values, FloatMatrix mask)
    {
        for (int i = 0; i < values.Rows; i++)
        {
            Activations.Rectify(values.Row(i));
            Activations.Multiply(values.Row(i), mask.Row(i));
        }
    }

    // A masked value is positive exactly where it was kept and rectified to something positive.
    private static void RectifyAndMaskGradient(FloatMatrix gradient, FloatMatrix output, FloatMatrix mask)
    {
        for (int i = 0; i < gradient.Rows; i++)
        {
            Activations.RectifyGradient(gradient.Row(i), output.Row(i));
            Activations.Multiply(gradient.Row(i), mask.Row(i));
        }
    }

    private sealed class Tapes(PredictionNetwork network, int batch)
    {
        public FloatMatrix Input { get; } = new(network.Latents + network.Features, batch);

        public FloatMatrix First { get; } = new(network.First.Outputs, batch);

        public FloatMatrix FirstMask { get; } = new(network.First.Outputs, batch);

        public FloatMatrix FirstGradient { get; } = new(network.First.Outputs, batch);

        public FloatMatrix Second { get; } = new(network.Second.Outputs, batch);

        public FloatMatrix SecondMask { get; } = new(network.Second.Outputs, batch);

        public FloatMatrix SecondGradient { get; } = new(network.Second.Outputs, batch);

        public FloatMatrix Output { get; } = new(network.Output.Outputs, batch);

        public float[] Spare { get; } = new float[batch];

        public HeadTarget[] Targets { get; } = new HeadTarget[batch];
    }
}
