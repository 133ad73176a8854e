using System.Globalization;
using System.Numerics;
using Aquatope.Examples.ImageRecognition;
using Aquatope.Examples.Video;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Refuses pictures that look like blocked ones, by perceptual hash.</summary>
/// <remarks>
/// The hash has one bit for each of the lowest 8 x 8 frequencies of a cosine transform of the picture at 32 x 32: above
/// or below their median. The blocked pictures (the frames of the clip "short") are hashed at initialisation.
/// Thread-safe after construction.
/// </remarks>
internal sealed class PictureFilter
{
    private const string BlockedClip = "short";
    private const int Small = 32;
    private const int Frequencies = 8;
    private const int GreatestDistance = 4;

    private readonly Dictionary<string, List<byte[]>> _clips = ClipRequest.Names.ToDictionary(
        name => name, name => MotionJpeg.Frames(ExampleAssets.ReadBytes($"clips/{name}.mjpeg")), StringComparer.Ordinal);

    private readonly ulong[] _blocked;

    public PictureFilter() => _blocked = _clips[BlockedClip].Select(frame => Hash(ImageCodec.DecodeGrey(frame))).ToArray();

    public FilteredPicture Filter(string? picture)
    {
        if (picture is null)
        {
            return new FilteredPicture(true, "", 0);
        }

        (int Width, int Height, byte[] Pixels) image = ImageCodec.DecodeGrey(Find(picture));
        ulong hash = Hash(image);
        bool blocked = _blocked.Any(other => BitOperations.PopCount(hash ^ other) <= GreatestDistance);
        return new FilteredPicture(!blocked, hash.ToString("x16", CultureInfo.InvariantCulture), Sharpness(image));
    }

    private byte[] Find(string picture)
    {
        string[] parts = picture.Split(':');
        return parts.Length == 2
            && _clips.TryGetValue(parts[0], out List<byte[]>? frames)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int frame)
            && (uint)frame < (uint)frames.Count
            ? frames[frame]
            : throw new ArgumentException($"There is no picture '{picture}'; expected CLIP:FRAME.", nameof(picture));
    }

    private static ulong Hash((int Width, int Height, byte[] Pixels) image)
    {
        float[] plane = Array.ConvertAll(image.Pixels, pixel => (float)pixel);
        float[] narrow = AreaAverage.Columns(plane, image.Width, image.Height, Small);
        float[] small = AreaAverage.Rows(narrow, Small, image.Height, Small);
        var coefficients = new double[Frequencies * Frequencies];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = Cosine(small, (i % Frequencies) + 1, (i / Frequencies) + 1);
        }

        double median = coefficients.Order().ElementAt(coefficients.Length / 2);
        ulong hash = 0;
        for (int i = 0; i < coefficients.Length; i++)
        {
            hash |= coefficients[i] >= median ? 1UL << i : 0;
        }

        return hash;
    }

    private static double Cosine(float[] small, int u, int v)
    {
        double sum = 0;
        for (int y = 0; y < Small; y++)
        {
            double row = Math.Cos(((2 * y) + 1) * v * Math.PI / (2 * Small));
            for (int x = 0; x < Small; x++)
            {
                sum += small[(y * Small) + x] * row * Math.Cos(((2 * x) + 1) * u * Math.PI / (2 * Small));
            }
        }

        return sum;
    }

    /// <summary>Variance of the Laplacian (Pech-Pacheco et al., 2000).</summary>
    private static double Sharpness((int Width, int Height, byte[] Pixels) image)
    {
        (int width, int height, byte[] pixels) = image;
        double sum = 0;
        double squares = 0;
        for (int y = 1; y + 1 < height; y++)
        {
            for (int x = 1; x + 1 < width; x++)
            {
                int at = (y * width) + x;
                int value = pixels[at - 1] + pixels[at + 1] + pixels[at - width] + pixels[at + width] - (4 * pixels[at]);
                sum += value;
                squares += value * value;
            }
        }

        double count = (width - 2.0) * (height - 2.0);
        return Math.Round((squares / count) - (sum / count * (sum / count)), 3);
    }
}
