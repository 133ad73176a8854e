namespace Aquatope.Forecasting;

/// <summary>What one LSTM layer computed over a batch of sequences: needed to go back, and reused from batch to batch.</summary>
/// <remarks>Every matrix is [rows, steps * batch], the columns of a step side by side.</remarks>
internal sealed class LstmTape
{
    /// <summary>Initializes a new instance of the <see cref="LstmTape"/> class.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="steps">Length of the sequences.</param>
    /// <param name="batch">Number of sequences.</param>
    public LstmTape(LstmLayer layer, int steps, int batch)
    {
        Steps = steps;
        Batch = batch;
        int columns = steps * batch;
        Input = new FloatMatrix(layer.Inputs, columns);
        Gates = new FloatMatrix(4 * layer.Units, columns);
        Cell = new FloatMatrix(layer.Units, columns);
        CellTanh = new FloatMatrix(layer.Units, columns);
        Output = new FloatMatrix(layer.Units, columns);
        OutputGradient = new FloatMatrix(layer.Units, columns);
        InputGradient = new FloatMatrix(layer.Inputs, columns);
    }

    /// <summary>Gets the length of the sequences.</summary>
    public int Steps { get; }

    /// <summary>Gets the number of sequences.</summary>
    public int Batch { get; }

    /// <summary>Gets the inputs, to be set before the forward pass.</summary>
    public FloatMatrix Input { get; }

    /// <summary>Gets the gates after their functions: input, forget, candidate, output. The backward pass replaces them by their gradients.</summary>
    public FloatMatrix Gates { get; }

    /// <summary>Gets the cell states.</summary>
    public FloatMatrix Cell { get; }

    /// <summary>Gets the hyperbolic tangents of the cell states.</summary>
    public FloatMatrix CellTanh { get; }

    /// <summary>Gets the outputs.</summary>
    public FloatMatrix Output { get; }

    /// <summary>Gets the gradient with respect to the outputs, to be set before the backward pass, which changes it.</summary>
    public FloatMatrix OutputGradient { get; }

    /// <summary>Gets the gradient with respect to the inputs, where the backward pass was asked for it.</summary>
    public FloatMatrix InputGradient { get; }
}
