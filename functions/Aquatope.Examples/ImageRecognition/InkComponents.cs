using System.Drawing;

namespace Aquatope.Examples.ImageRecognition;

/// <summary>Connected patches of ink: eight neighbours, flood fill in reading order.</summary>
internal sealed class InkComponents
{
    private readonly int[] _labels;

    public InkComponents(bool[] ink, int width)
    {
        Width = width;
        Height = ink.Length / width;
        _labels = new int[ink.Length];
        var patches = new List<Point[]>();
        var pending = new Stack<int>();
        for (int i = 0; i < ink.Length; i++)
        {
            if (ink[i] && _labels[i] == 0)
            {
                patches.Add(Fill(ink, i, patches.Count + 1, pending));
            }
        }

        Patches = patches;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Gets the pixels of each patch; patch i has label i + 1.</summary>
    public IReadOnlyList<Point[]> Patches { get; }

    public bool IsIn(int patch, int x, int y) =>
        (uint)x < (uint)Width && (uint)y < (uint)Height && _labels[(y * Width) + x] == patch + 1;

    private Point[] Fill(bool[] ink, int start, int label, Stack<int> pending)
    {
        var pixels = new List<Point>();
        _labels[start] = label;
        pending.Push(start);
        while (pending.TryPop(out int at))
        {
            int x = at % Width;
            int y = at / Width;
            pixels.Add(new Point(x, y));
            for (int ny = Math.Max(0, y - 1); ny <= Math.Min(Height - 1, y + 1); ny++)
            {
                for (int nx = Math.Max(0, x - 1); nx <= Math.Min(Width - 1, x + 1); nx++)
                {
                    int next = (ny * Width) + nx;
                    if (ink[next] && _labels[next] == 0)
                    {
                        _labels[next] = label;
                        pending.Push(next);
                    }
                }
            }
        }

        return [.. pixels];
    }
}
