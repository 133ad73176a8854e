namespace Aquatope.Examples.ImageRecognition;

/// <summary>The transfer curve of sRGB (IEC 61966-2-1), as tables.</summary>
internal static class SrgbCurve
{
    private const int InverseSteps = 4096;

    private static readonly Lazy<byte[]> ByteTable = new(() =>
    {
        var table = new byte[InverseSteps + 1];
        for (int i = 0; i <= InverseSteps; i++)
        {
            double linear = (double)i / InverseSteps;
            double encoded = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
            table[i] = (byte)Math.Round(255 * encoded);
        }

        return table;
    });

    private static readonly Lazy<float[]> LinearTable = new(() =>
    {
        var table = new float[256];
        for (int i = 0; i < table.Length; i++)
        {
            double encoded = i / 255.0;
            table[i] = (float)(encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4));
        }

        return table;
    });

    public static float[] ToLinear => LinearTable.Value;

    public static byte ToByte(float linear) => ByteTable.Value[(int)((Math.Clamp(linear, 0f, 1f) * InverseSteps) + 0.5f)];
}
