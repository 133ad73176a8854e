using SkiaSharp;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Develops a photo into a grey proxy: white balance and scaling in linear light.</summary>
/// <remarks>
/// Averaging pixels is right only for linear light, and the balance (grey world; Buchsbaum, 1980) needs the means of
/// the whole photo first, so three planes of single precision are held at once: 12 bytes per pixel, beside the 4 of
/// the decoded photo and the 4 of the luminance. Thread-safe.
/// </remarks>
internal static class PhotoDecoder
{
    private const int ProxyWidth = 1024;
    private const int ProxyQuality = 90;

    public static ProxyImage Decode(string name)
    {
        if (!LabelPhoto.Names.Contains(name))
        {
            throw new ArgumentException(
                $"There is no photo '{name}'. The photos are: {string.Join(", ", LabelPhoto.Names)}.", nameof(name));
        }

        using SKBitmap photo = ImageCodec.Decode(ExampleAssets.ReadBytes($"labels/{name}.jpg"), SKColorType.Rgba8888);
        float[] luminance = Luminance(photo);
        GreyImage proxy = Shrink(luminance, photo.Width, photo.Height);
        return new ProxyImage(name, ImageCodec.EncodeGreyJpeg(proxy.Width, proxy.Height, proxy.Pixels, ProxyQuality));
    }

    private static float[] Luminance(SKBitmap photo)
    {
        float[] linear = SrgbCurve.ToLinear;
        ReadOnlySpan<byte> rgba = photo.GetPixelSpan();
        int count = photo.Width * photo.Height;
        float[] red = GC.AllocateUninitializedArray<float>(count);
        float[] green = GC.AllocateUninitializedArray<float>(count);
        float[] blue = GC.AllocateUninitializedArray<float>(count);
        for (int i = 0; i < count; i++)
        {
            red[i] = linear[rgba[4 * i]];
            green[i] = linear[rgba[(4 * i) + 1]];
            blue[i] = linear[rgba[(4 * i) + 2]];
        }

        double greenMean = Mean(green);
        float redGain = (float)(0.2126 * greenMean / Math.Max(Mean(red), 1e-6));
        float blueGain = (float)(0.0722 * greenMean / Math.Max(Mean(blue), 1e-6));
        float[] luminance = GC.AllocateUninitializedArray<float>(count);
        for (int i = 0; i < count; i++)
        {
            luminance[i] = (redGain * red[i]) + (0.7152f * green[i]) + (blueGain * blue[i]);
        }

        return luminance;
    }

    private static double Mean(float[] values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Area-averages to the proxy's width and returns to the sRGB curve.</summary>
    private static GreyImage Shrink(float[] luminance, int width, int height)
    {
        double scale = Math.Max(1.0, (double)width / ProxyWidth);
        int proxyWidth = (int)(width / scale);
        int proxyHeight = (int)(height / scale);
        float[] narrow = AreaAverage.Columns(luminance, width, height, proxyWidth);
        float[] small = AreaAverage.Rows(narrow, proxyWidth, height, proxyHeight);
        return new GreyImage(proxyWidth, proxyHeight, Array.ConvertAll(small, SrgbCurve.ToByte));
    }
}
