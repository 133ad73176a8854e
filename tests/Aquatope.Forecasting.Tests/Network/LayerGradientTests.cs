using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class LayerGradientTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(17, 9, 16)]
    public void Backward_DenseLayer_AgreesWithDifferences(int inputs, int outputs, int batch)
    {
        var layout = new ParameterLayout();
        var layer = new DenseLayer(layout, "dense", inputs, outputs);
        float[] parameters = GradientCheck.Draw(layout.Length, 1, 0.5);
        float[] input = GradientCheck.Draw(inputs * batch, 2);
        float[] weights = GradientCheck.Draw(outputs * batch, 3);
        double Loss()
        {
            var output = new float[outputs * batch];
            layer.Forward(parameters, new ConstMatrixView(input, inputs, batch), new MatrixView(output, outputs, batch));
            return Weighted(output, weights);
        }

        var gradient = new float[layout.Length];
        var inputGradient = new float[inputs * batch];
        layer.Backward(
            parameters, new ConstMatrixView(input, inputs, batch), new ConstMatrixView(weights, outputs, batch), gradient, new MatrixView(inputGradient, inputs, batch));
        GradientCheck.AssertAgrees(parameters, gradient, Loss);
        GradientCheck.AssertAgrees(input, inputGradient, Loss);
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 6, 7)]
    [InlineData(5, 8, 12, 16)]
    public void Backward_LstmLayer_AgreesWithDifferences(int inputs, int units, int steps, int batch)
    {
        var layout = new ParameterLayout();
        var layer = new LstmLayer(layout, "lstm", inputs, units);
        float[] parameters = GradientCheck.Draw(layout.Length, 1, 0.5);
        float[] input = GradientCheck.Draw(inputs * steps * batch, 2);
        float[] weights = GradientCheck.Draw(units * steps * batch, 3);
        var tape = new LstmTape(layer, steps, batch);
        double Loss()
        {
            Copy(input, tape.Input);
            layer.Forward(parameters, tape);
            double loss = 0;
            for (int i = 0; i < units; i++)
            {
                loss += Weighted(tape.Output.Row(i), weights.AsSpan(i * steps * batch, steps * batch));
            }

            return loss;
        }

        Loss();
        Copy(weights, tape.OutputGradient);
        var gradient = new float[layout.Length];
        layer.Backward(parameters, tape, gradient, needsInputGradient: true);
        float[] inputGradient = [.. Enumerable.Range(0, inputs).SelectMany(i => tape.InputGradient.Row(i).ToArray())];
        GradientCheck.AssertAgrees(parameters, gradient, Loss);
        GradientCheck.AssertAgrees(input, inputGradient, Loss);
    }

    [Fact]
    public void Forward_LstmLayer_AgreesWithItsEquations()
    {
        var layout = new ParameterLayout();
        var layer = new LstmLayer(layout, "lstm", 1, 1);
        float[] parameters = GradientCheck.Draw(layout.Length, 1);
        var tape = new LstmTape(layer, 3, 1);
        (double cell, double state) = (0, 0);
        for (int step = 0; step < 3; step++)
        {
            tape.Input.Row(0)[step] = step - 1;
        }

        layer.Forward(parameters, tape);
        for (int step = 0; step < 3; step++)
        {
            double Gate(int gate) => (parameters[gate] * (step - 1)) + (parameters[4 + gate] * state) + parameters[8 + gate];
            (double input, double forget, double candidate, double output) = (Sigmoid(Gate(0)), Sigmoid(Gate(1)), Math.Tanh(Gate(2)), Sigmoid(Gate(3)));
            cell = (forget * cell) + (input * candidate);
            state = output * Math.Tanh(cell);
            Assert.Equal(state, tape.Output.Row(0)[step], 1e-6);
        }
    }

    [Fact]
    public void Initialize_LstmLayer_RecurrentWeightsAreOrthogonal()
    {
        var layout = new ParameterLayout();
        var layer = new LstmLayer(layout, "lstm", 3, 12);
        var parameters = new float[layout.Length];
        layer.Initialize(parameters, new SeededRandom(1));
        for (int i = 0; i < 12; i++)
        {
            for (int j = 0; j < 12; j++)
            {
                // The second gate's block.
                double product = Weighted(layer.RecurrentWeights.Of(parameters).Row(12 + i).ToArray(), layer.RecurrentWeights.Of(parameters).Row(12 + j).ToArray());
                Assert.Equal(i == j ? 1 : 0, product, 1e-5);
            }
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Weighted(ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += (double)values[i] * weights[i];
        }

        return sum;
    }

    private static void Copy(float[] source, FloatMatrix target)
    {
        for (int i = 0; i < target.Rows; i++)
        {
            source.AsSpan(i * target.Columns, target.Columns).CopyTo(target.Row(i));
        }
    }
}
