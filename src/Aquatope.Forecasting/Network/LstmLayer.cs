using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>A long short-term memory layer over sequences, starting from a zero state.</summary>
/// <remarks>
/// Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000), without peepholes; gate order input, forget,
/// candidate, output. Initial values: recurrent weights orthogonal per gate, input weights Glorot-uniform, biases zero,
/// that of the forget gate 2 (as PyTorch's two biases of one add up in the code of Aquatope, ASPLOS 2023).
/// </remarks>
internal sealed class LstmLayer
{
    private const float ForgetBias = 2;

    private readonly ParameterBlock _inputWeights;
    private readonly ParameterBlock _recurrentWeights;
    private readonly ParameterBlock _biases;

    /// <summary>Initializes a new instance of the <see cref="LstmLayer"/> class.</summary>
    /// <param name="layout">Where its parameters are appended.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Number of inputs per step.</param>
    /// <param name="units">Number of units.</param>
    public LstmLayer(ParameterLayout layout, string name, int inputs, int units)
    {
        _inputWeights = layout.Add($"{name}.input", 4 * units, inputs);
        _recurrentWeights = layout.Add($"{name}.recurrent", 4 * units, units);
        _biases = layout.Add($"{name}.biases", 4 * units, 1);
    }

    /// <summary>Gets the number of inputs per step.</summary>
    public int Inputs => _inputWeights.Columns;

    /// <summary>Gets the number of units.</summary>
    public int Units => _recurrentWeights.Columns;

    /// <summary>Gets the input weights' place, [4 units, inputs].</summary>
    public ParameterBlock InputWeights => _inputWeights;

    /// <summary>Gets the recurrent weights' place, [4 units, units].</summary>
    public ParameterBlock RecurrentWeights => _recurrentWeights;

    /// <summary>Gets the biases' place, [4 units, 1].</summary>
    public ParameterBlock Biases => _biases;

    /// <summary>Draws initial parameters.</summary>
    /// <param name="parameters">Receives them.</param>
    /// <param name="random">Where they come from.</param>
    public void Initialize(Span<float> parameters, SeededRandom random)
    {
        double bound = Math.Sqrt(6.0 / (Inputs + (4 * Units)));
        foreach (ref float weight in parameters.Slice(_inputWeights.Offset, _inputWeights.Length))
        {
            weight = (float)(bound * ((2 * random.NextDouble()) - 1));
        }

        for (int gate = 0; gate < 4; gate++)
        {
            OrthogonalMatrix.Draw(_recurrentWeights.In(parameters).RowRange(gate * Units, Units), random);
        }

        Span<float> biases = parameters.Slice(_biases.Offset, _biases.Length);
        biases.Clear();
        biases.Slice(Units, Units).Fill(ForgetBias);
    }

    /// <summary>Computes the outputs of every step.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tape">Holds the inputs; receives everything else.</param>
    public void Forward(ReadOnlySpan<float> parameters, LstmTape tape)
    {
        ReadOnlySpan<float> biases = parameters.Slice(_biases.Offset, _biases.Length);
        for (int i = 0; i < biases.Length; i++)
        {
            tape.Gates.Row(i).Fill(biases[i]);
        }

        MatrixKernels.MultiplyAdd(_inputWeights.Of(parameters), tape.Input.View, tape.Gates.View);
        for (int step = 0; step < tape.Steps; step++)
        {
            if (step > 0)
            {
                MatrixKernels.MultiplyAdd(
                    _recurrentWeights.Of(parameters), tape.Output.ColumnRange((step - 1) * tape.Batch, tape.Batch), tape.Gates.ColumnRange(step * tape.Batch, tape.Batch));
            }

            for (int unit = 0; unit < Units; unit++)
            {
                LstmCell.Step(tape, step, unit);
            }
        }
    }

    /// <summary>Goes back through time: adds the gradient of the parameters, and sets that of the inputs.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tape">Of the forward pass, with the gradient of the outputs.</param>
    /// <param name="gradient">Receives the sum of the parameters' gradients.</param>
    /// <param name="needsInputGradient">Whether the gradient of the inputs is wanted.</param>
    public void Backward(ReadOnlySpan<float> parameters, LstmTape tape, Span<float> gradient, bool needsInputGradient)
    {
        var recurrent = new FloatMatrix(Units, 4 * Units);
        MatrixKernels.Transpose(_recurrentWeights.Of(parameters), recurrent.View);
        var cellGradient = new FloatMatrix(Units, tape.Batch);
        for (int step = tape.Steps - 1; step >= 0; step--)
        {
            for (int unit = 0; unit < Units; unit++)
            {
                LstmCell.StepBack(tape, step, unit, cellGradient.Row(unit));
            }

            if (step > 0)
            {
                MatrixKernels.MultiplyAdd(
                    recurrent.View, tape.Gates.ColumnRange(step * tape.Batch, tape.Batch), tape.OutputGradient.ColumnRange((step - 1) * tape.Batch, tape.Batch));
            }
        }

        AddParameterGradient(tape, gradient);
        if (needsInputGradient)
        {
            var input = new FloatMatrix(Inputs, 4 * Units);
            MatrixKernels.Transpose(_inputWeights.Of(parameters), input.View);
            tape.InputGradient.Clear();
            MatrixKernels.MultiplyAdd(input.View, tape.Gates.View, tape.InputGradient.View);
        }
    }

    private void AddParameterGradient(LstmTape tape, Span<float> gradient)
    {
        MatrixKernels.MultiplyTransposedAdd(tape.Gates.View, tape.Input.View, _inputWeights.In(gradient));
        int earlier = (tape.Steps - 1) * tape.Batch;
        MatrixKernels.MultiplyTransposedAdd(
            tape.Gates.ColumnRange(tape.Batch, earlier), tape.Output.ColumnRange(0, earlier), _recurrentWeights.In(gradient));
        Span<float> biases = gradient.Slice(_biases.Offset, _biases.Length);
        for (int i = 0; i < biases.Length; i++)
        {
            foreach (float value in tape.Gates.Row(i))
            {
                biases[i] += value;
            }
        }
    }
}
