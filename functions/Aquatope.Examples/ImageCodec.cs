using System.Runtime.InteropServices;
using SkiaSharp;

namespace Aquatope.Examples;

/// <summary>Decodes and encodes images; the only way to the native image library. Thread-safe.</summary>
internal static class ImageCodec
{
    /// <summary>Decodes a JPEG, PNG or WebP into pixels of the given kind.</summary>
    public static SKBitmap Decode(byte[] encoded, SKColorType colour)
    {
        using SKData data = SKData.CreateCopy(encoded);
        using SKCodec codec = SKCodec.Create(data)
            ?? throw new InvalidDataException($"These {encoded.Length} bytes are no image of a known format.");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, colour, SKAlphaType.Opaque);
        return SKBitmap.Decode(codec, info)
            ?? throw new InvalidDataException($"The image of {encoded.Length} bytes is damaged.");
    }

    /// <summary>Decodes into one byte of luma (ITU-R BT.601) per pixel, in rows without padding.</summary>
    public static (int Width, int Height, byte[] Pixels) DecodeGrey(byte[] encoded)
    {
        using SKBitmap bitmap = Decode(encoded, SKColorType.Rgba8888);
        var pixels = new byte[bitmap.Width * bitmap.Height];
        ReadOnlySpan<byte> rgba = bitmap.GetPixelSpan();
        for (int i = 0; i < pixels.Length; i++)
        {
            int luma = (77 * rgba[4 * i]) + (150 * rgba[(4 * i) + 1]) + (29 * rgba[(4 * i) + 2]);
            pixels[i] = (byte)(luma >> 8);
        }

        return (bitmap.Width, bitmap.Height, pixels);
    }

    public static byte[] EncodeGreyJpeg(int width, int height, byte[] pixels, int quality)
    {
        var info = new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        GCHandle pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            using var pixmap = new SKPixmap(info, pinned.AddrOfPinnedObject(), width);
            return Encode(pixmap, new SKJpegEncoderOptions(quality));
        }
        finally
        {
            pinned.Free();
        }
    }

    public static byte[] EncodeJpeg(SKBitmap bitmap, int quality)
    {
        using SKPixmap pixmap = bitmap.PeekPixels();
        return Encode(pixmap, new SKJpegEncoderOptions(quality));
    }

    public static byte[] EncodeWebp(SKBitmap bitmap, float quality)
    {
        using SKPixmap pixmap = bitmap.PeekPixels();
        using SKData data = pixmap.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality))
            ?? throw new InvalidDataException($"An image of {bitmap.Width} x {bitmap.Height} could not be encoded.");
        return data.ToArray();
    }

    private static byte[] Encode(SKPixmap pixmap, SKJpegEncoderOptions options)
    {
        using SKData data = pixmap.Encode(options)
            ?? throw new InvalidDataException($"An image of {pixmap.Width} x {pixmap.Height} could not be encoded.");
        return data.ToArray();
    }
}
