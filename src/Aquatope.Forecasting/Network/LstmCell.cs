namespace Aquatope.Forecasting;

/// <summary>The element-wise part of an LSTM layer, for one unit of a whole batch.</summary>
internal static class LstmCell
{
    /// <summary>Goes one step forward: functions of the gates, cell state, output.</summary>
    /// <param name="tape">Holds what enters the gates, and the step before.</param>
    /// <param name="step">The step.</param>
    /// <param name="unit">The unit.</param>
    public static void Step(LstmTape tape, int step, int unit)
    {
        int units = tape.Output.Rows;
        int start = step * tape.Batch;
        Span<float> input = tape.Gates.Row(unit).Slice(start, tape.Batch);
        Span<float> forget = tape.Gates.Row(units + unit).Slice(start, tape.Batch);
        Span<float> candidate = tape.Gates.Row((2 * units) + unit).Slice(start, tape.Batch);
        Span<float> output = tape.Gates.Row((3 * units) + unit).Slice(start, tape.Batch);
        Activations.Sigmoid(input);
        Activations.Sigmoid(forget);
        Activations.Tanh(candidate, candidate);
        Activations.Sigmoid(output);

        Span<float> cell = tape.Cell.Row(unit).Slice(start, tape.Batch);
        Activations.Multiply(input, candidate, cell);
        if (step > 0)
        {
            ReadOnlySpan<float> previous = tape.Cell.Row(unit).Slice(start - tape.Batch, tape.Batch);
            for (int b = 0; b < cell.Length; b++)
            {
                cell[b] += forget[b] * previous[b];
            }
        }

        Span<float> squashed = tape.CellTanh.Row(unit).Slice(start, tape.Batch);
        Activations.Tanh(cell, squashed);
        Activations.Multiply(output, squashed, tape.Output.Row(unit).Slice(start, tape.Batch));
    }

    /// <summary>Goes one step back: replaces the gates by their gradients.</summary>
    /// <param name="tape">Of the forward pass, with the gradient of the outputs.</param>
    /// <param name="step">The step.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="cellGradient">Gradient of the cell state, [batch]; receives that of the step before.</param>
    public static void StepBack(LstmTape tape, int step, int unit, Span<float> cellGradient)
    {
        int units = tape.Output.Rows;
        int start = step * tape.Batch;
        int batch = tape.Batch;
        Span<float> input = tape.Gates.Row(unit).Slice(start, batch);
        Span<float> forget = tape.Gates.Row(units + unit).Slice(start, batch);
        Span<float> candidate = tape.Gates.Row((2 * units) + unit).Slice(start, batch);
        Span<float> output = tape.Gates.Row((3 * units) + unit).Slice(start, batch);
        ReadOnlySpan<float> squashed = tape.CellTanh.Row(unit).Slice(start, batch);
        ReadOnlySpan<float> outputGradient = tape.OutputGradient.Row(unit).Slice(start, batch);
        ReadOnlySpan<float> previous = step > 0 ? tape.Cell.Row(unit).Slice(start - batch, batch) : default;
        for (int b = 0; b < batch; b++)
        {
            float i = input[b], f = forget[b], g = candidate[b], o = output[b], squash = squashed[b];
            float before = step > 0 ? previous[b] : 0;
            float cell = cellGradient[b] + (outputGradient[b] * o * (1 - (squash * squash)));
            output[b] = outputGradient[b] * squash * o * (1 - o);
            input[b] = cell * g * i * (1 - i);
            candidate[b] = cell * i * (1 - (g * g));
            forget[b] = cell * before * f * (1 - f);
            cellGradient[b] = cell * f;
        }
    }
}
