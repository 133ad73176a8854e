using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>A fully connected layer: y = W x + b.</summary>
internal sealed class DenseLayer
{
    private readonly ParameterBlock _weights;
    private readonly ParameterBlock _biases;

    /// <summary>Initializes a new instance of the <see cref="DenseLayer"/> class.</summary>
    /// <param name="layout">Where its parameters are appended.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public DenseLayer(ParameterLayout layout, string name, int inputs, int outputs)
    {
        _weights = layout.Add($"{name}.weights", outputs, inputs);
        _biases = layout.Add($"{name}.biases", outputs, 1);
    }

    /// <summary>Gets the number of inputs.</summary>
    public int Inputs => _weights.Columns;

    /// <summary>Gets the number of outputs.</summary>
    public int Outputs => _weights.Rows;

    /// <summary>Gets the weights' place, [outputs, inputs].</summary>
    public ParameterBlock Weights => _weights;

    /// <summary>Gets the biases' place, [outputs, 1].</summary>
    public ParameterBlock Biases => _biases;

    /// <summary>Draws weights from Glorot and Bengio's (2010) uniform distribution; biases are zero.</summary>
    /// <param name="parameters">Receives them.</param>
    /// <param name="random">Drawn from once per weight.</param>
    /// <param name="gain">Factor of the weights. Default: 1.</param>
    public void Initialize(Span<float> parameters, SeededRandom random, double gain = 1)
    {
        double bound = gain * Math.Sqrt(6.0 / (Inputs + Outputs));
        foreach (ref float weight in parameters.Slice(_weights.Offset, _weights.Length))
        {
            weight = (float)(bound * ((2 * random.NextDouble()) - 1));
        }

        _biases.In(parameters).Fill(0);
    }

    /// <summary>Computes the outputs.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="input">Inputs, [inputs, batch].</param>
    /// <param name="output">Receives the outputs, [outputs, batch].</param>
    public void Forward(ReadOnlySpan<float> parameters, ConstMatrixView input, MatrixView output)
    {
        ReadOnlySpan<float> biases = parameters.Slice(_biases.Offset, _biases.Length);
        for (int i = 0; i < Outputs; i++)
        {
            output.Row(i).Fill(biases[i]);
        }

        MatrixKernels.MultiplyAdd(_weights.Of(parameters), input, output);
    }

    /// <summary>Adds the gradient of the parameters, and that of the inputs.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="input">The inputs of the forward pass, [inputs, batch].</param>
    /// <param name="outputGradient">Gradient with respect to the outputs, [outputs, batch].</param>
    /// <param name="gradient">Receives the sum of the parameters' gradients.</param>
    /// <param name="inputGradient">Is added to, [inputs, batch]; empty where it is not needed.</param>
    public void Backward(ReadOnlySpan<float> parameters, ConstMatrixView input, ConstMatrixView outputGradient, Span<float> gradient, MatrixView inputGradient)
    {
        MatrixKernels.MultiplyTransposedAdd(outputGradient, input, _weights.In(gradient));
        Span<float> biases = gradient.Slice(_biases.Offset, _biases.Length);
        for (int i = 0; i < Outputs; i++)
        {
            foreach (float value in outputGradient.Row(i))
            {
                biases[i] += value;
            }
        }

        if (inputGradient.Rows != 0)
        {
            var transposed = new FloatMatrix(Inputs, Outputs);
            MatrixKernels.Transpose(_weights.Of(parameters), transposed.View);
            MatrixKernels.MultiplyAdd(transposed.View, outputGradient, inputGradient);
        }
    }
}
