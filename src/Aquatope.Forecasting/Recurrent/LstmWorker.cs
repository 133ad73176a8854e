using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>Runs the plain LSTM forwards and backwards.</summary>
internal sealed class LstmWorker(LstmObjective objective) : IObjectiveWorker
{
    private const int HeldOutBatch = 32;

    private readonly LstmNetwork _network = objective.Network;
    private LstmTape? _tape;
    private FloatMatrix _prediction = new(1, 1);

    /// <inheritdoc/>
    public double Accumulate(ReadOnlySpan<float> parameters, ReadOnlySpan<int> samples, Span<float> gradient, SeededRandom random)
    {
        LstmTape tape = TapeFor(samples.Length);
        for (int b = 0; b < samples.Length; b++)
        {
            WindowInput.Write(objective.Series, _network.Window + samples[b], tape.Input.View, (b, samples.Length));
        }

        _network.Forward(parameters, tape, _prediction.View);
        Span<float> predictions = _prediction.Row(0);
        double loss = 0;
        for (int b = 0; b < samples.Length; b++)
        {
            float error = predictions[b] - objective.Series[_network.Window + samples[b]];
            loss += (double)error * error;
            predictions[b] = 2 * error;
        }

        _network.Backward(parameters, tape, _prediction.View, gradient);
        return loss;
    }

    /// <inheritdoc/>
    public double HeldOutLoss(ReadOnlySpan<float> parameters, int start, int count)
    {
        double loss = 0;
        for (int done = 0; done < count; done += HeldOutBatch)
        {
            int batch = Math.Min(HeldOutBatch, count - done);
            LstmTape tape = TapeFor(batch);
            int first = start + done;
            for (int b = 0; b < batch; b++)
            {
                WindowInput.Write(objective.Series, objective.HeldOutBin(first + b), tape.Input.View, (b, batch));
            }

            _network.Forward(parameters, tape, _prediction.View);
            for (int b = 0; b < batch; b++)
            {
                double error = _prediction.Row(0)[b] - objective.Series[objective.HeldOutBin(first + b)];
                loss += error * error;
            }
        }

        return loss;
    }

    private LstmTape TapeFor(int batch)
    {
        if (_tape?.Batch != batch)
        {
            _tape = new LstmTape(_network.Recurrent, _network.Window, batch);
            _prediction = new FloatMatrix(1, batch);
        }

        return _tape;
    }
}
