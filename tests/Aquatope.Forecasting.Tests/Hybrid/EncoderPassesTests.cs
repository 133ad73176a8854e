using Aquatope.Inference;

namespace Aquatope.Forecasting.Tests;

public sealed class EncoderPassesTests
{
    private const int Window = 12;
    private const int Units = 5;
    private const double Rate = 0.25;

    [Fact]
    public void Latent_EveryPass_IsTheWholeEncoderUnderItsMasks()
    {
        // The first layer is computed once and masks are folded into weights: that must change nothing.
        var network = new EncoderDecoder(Window, 3, Units);
        float[] parameters = network.Initialize(new SeededRandom(1));
        ScaledSeries series = Series();
        const int Passes = 9;
        var fast = new EncoderPasses(network, parameters, Passes, Rate, new SeededRandom(2));
        EncoderScratch scratch = fast.CreateScratch();
        SeriesOrigin[] origins = [new(series, 20), new(series, 33), new(series, 41)];
        fast.Encode(origins, scratch);

        (FloatMatrix mask, FloatMatrix bottleneckMask) = (new FloatMatrix(Units, Passes), new FloatMatrix(1, Passes));
        var random = new SeededRandom(2);
        DropoutMask.Draw(mask.View, Rate, random);
        DropoutMask.Draw(bottleneckMask.View, Rate, random);
        for (int i = 0; i < origins.Length; i++)
        {
            fast.Latent(i, scratch, scratch.Latent.View);
            LstmTape second = Slow(network, parameters, origins[i], mask, Passes);
            for (int pass = 0; pass < Passes; pass++)
            {
                for (int step = 0; step < Window; step++)
                {
                    float expected = Math.Max(0, second.Output.Row(0)[(step * Passes) + pass] * bottleneckMask.Row(0)[pass]);
                    Assert.Equal(expected, scratch.Latent.Row(step)[pass], 1e-5f);
                }
            }
        }
    }

    private static LstmTape Slow(EncoderDecoder network, float[] parameters, SeriesOrigin origin, FloatMatrix mask, int passes)
    {
        (LstmTape first, LstmTape second) = (new LstmTape(network.Encoder, Window, passes), new LstmTape(network.Bottleneck, Window, passes));
        for (int pass = 0; pass < passes; pass++)
        {
            WindowInput.Write(origin.Series, origin.Origin, first.Input.View, (pass, passes));
        }

        network.Encoder.Forward(parameters, first);
        DropoutMask.ApplyToSteps(first.Output.View, mask.View, second.Input.View);
        network.Bottleneck.Forward(parameters, second);
        return second;
    }

    private static ScaledSeries Series()
    {
        CountSeries series = SyntheticSeries.Wave(60, level: 9);
        return new ScaledSeries(series, SeriesScale.Of(series.Counts, CountTransform.Logarithm)!);
    }
}
