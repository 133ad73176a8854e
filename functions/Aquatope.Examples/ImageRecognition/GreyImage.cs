namespace Aquatope.Examples.ImageRecognition;

/// <summary>A grey image, one byte per pixel in rows; 0 is black.</summary>
internal sealed record GreyImage(int Width, int Height, byte[] Pixels);
