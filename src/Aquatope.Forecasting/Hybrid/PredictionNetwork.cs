using Aquatope.Inference;

namespace Aquatope.Forecasting;

/// <summary>The network from the latent sequence and the external features to the outputs of the head.</summary>
/// <remarks>
/// The paper's: two rectified dense layers, dropout before and after the first rectifier and after the second. Optionally
/// the features also go straight to the outputs, a linear regression of which the layers learn the residual.
/// </remarks>
internal sealed class PredictionNetwork
{
    private readonly ParameterBlock? _skip;

    /// <summary>Initializes a new instance of the <see cref="PredictionNetwork"/> class.</summary>
    /// <param name="latents">Length of the latent sequence.</param>
    /// <param name="features">Number of external features.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="layers">Units of the two layers.</param>
    /// <param name="hasSkip">Whether the features also go straight to the outputs.</param>
    public PredictionNetwork(int latents, int features, int outputs, (int First, int Second) layers, bool hasSkip)
    {
        Latents = latents;
        Features = features;
        First = new DenseLayer(Layout, "first", latents + features, layers.First);
        Second = new DenseLayer(Layout, "second", layers.First, layers.Second);
        Output = new DenseLayer(Layout, "output", layers.Second, outputs);
        _skip = hasSkip ? Layout.Add("skip", outputs, features) : null;
    }

    /// <summary>Gets the length of the latent sequence.</summary>
    public int Latents { get; }

    /// <summary>Gets the number of external features.</summary>
    public int Features { get; }

    /// <summary>Gets the first layer.</summary>
    public DenseLayer First { get; }

    /// <summary>Gets the second layer.</summary>
    public DenseLayer Second { get; }

    /// <summary>Gets the output layer.</summary>
    public DenseLayer Output { get; }

    /// <summary>Gets the places of all parameters.</summary>
    public ParameterLayout Layout { get; } = new();

    /// <summary>Draws initial parameters.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="head">Sets the biases of the outputs.</param>
    /// <returns>The parameters.</returns>
    public float[] Initialize(SeededRandom random, IPredictionHead head)
    {
        var parameters = new float[Layout.Length];
        First.Initialize(parameters, random);
        Second.Initialize(parameters, random);
        Output.Initialize(parameters, random);
        head.InitializeBiases(parameters.AsSpan(Output.Biases.Offset, Output.Biases.Length));
        return parameters;
    }

    /// <summary>Adds what goes straight from the features to the outputs.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="features">Features, [features, batch].</param>
    /// <param name="outputs">Is added to, [outputs, batch].</param>
    public void AddSkip(ReadOnlySpan<float> parameters, ConstMatrixView features, MatrixView outputs)
    {
        if (_skip is not null)
        {
            MatrixKernels.MultiplyAdd(_skip.Of(parameters), features, outputs);
        }
    }

    /// <summary>Adds the gradient of the straight way's weights.</summary>
    /// <param name="features">Features, [features, batch].</param>
    /// <param name="outputGradient">Gradient with respect to the outputs, [outputs, batch].</param>
    /// <param name="gradient">Receives it.</param>
    public void SkipBackward(ConstMatrixView features, ConstMatrixView outputGradient, Span<float> gradient)
    {
        if (_skip is not null)
        {
            MatrixKernels.MultiplyTransposedAdd(outputGradient, features, _skip.In(gradient));
        }
    }
}
