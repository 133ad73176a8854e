using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>One LSTM layer over the window, and a dense layer from its last output to the next standardised count.</summary>
internal sealed class LstmNetwork
{
    /// <summary>Initializes a new instance of the <see cref="LstmNetwork"/> class.</summary>
    /// <param name="window">Length of the window.</param>
    /// <param name="units">Number of units.</param>
    public LstmNetwork(int window, int units)
    {
        Window = window;
        Recurrent = new LstmLayer(Layout, "recurrent", WindowInput.Inputs, units);
        Output = new DenseLayer(Layout, "output", units, 1);
    }

    /// <summary>Gets the length of the window.</summary>
    public int Window { get; }

    /// <summary>Gets the recurrent layer.</summary>
    public LstmLayer Recurrent { get; }

    /// <summary>Gets the output layer.</summary>
    public DenseLayer Output { get; }

    /// <summary>Gets the places of all parameters.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>Draws initial parameters.</summary>
    /// <param name="random">Where they come from.</param>
    /// <returns>The parameters.</returns>
    public float[] Initialize(SeededRandom random)
    {
        var parameters = new float[Layout.Length];
        Recurrent.Initialize(parameters, random);
        Output.Initialize(parameters, random);
        return parameters;
    }

    /// <summary>Predicts the next standardised count of every sequence.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tape">Holds the windows.</param>
    /// <param name="prediction">Receives the predictions, [1, batch].</param>
    public void Forward(ReadOnlySpan<float> parameters, LstmTape tape, MatrixView prediction)
    {
        Recurrent.Forward(parameters, tape);
        Output.Forward(parameters, tape.Output.ColumnRange((Window - 1) * tape.Batch, tape.Batch), prediction);
    }

    /// <summary>Adds the gradient of the parameters.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="tape">Of the forward pass.</param>
    /// <param name="predictionGradient">Gradient with respect to the predictions, [1, batch].</param>
    /// <param name="gradient">Receives the sum of the gradients.</param>
    public void Backward(ReadOnlySpan<float> parameters, LstmTape tape, ConstMatrixView predictionGradient, Span<float> gradient)
    {
        int last = (Window - 1) * tape.Batch;
        tape.OutputGradient.Clear();
        Output.Backward(
            parameters, tape.Output.ColumnRange(last, tape.Batch), predictionGradient, gradient, tape.OutputGradient.ColumnRange(last, tape.Batch));
        Recurrent.Backward(parameters, tape, gradient, needsInputGradient: false);
    }
}
