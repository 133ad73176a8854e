using System.IO.Compression;
using System.Text;

namespace Aquatope.Examples.Chain;

/// <summary>Chooses the summary's sentences and packs the whole document for the archive.</summary>
internal static class Summariser
{
    private const double GreatestOverlap = 0.5;
    private const int BrotliQuality = 11;
    private const int BrotliWindowBits = 22;

    public static DocumentSummary Summarise(RankedDocument ranked)
    {
        string text = DocumentText.Load(ranked.Name);
        List<Range> ranges = DocumentText.Sentences(text);
        if (ranges.Count != ranked.Scores.Count)
        {
            throw new ArgumentException(
                $"Document '{ranked.Name}' has {ranges.Count} sentences, but {ranked.Scores.Count} were ranked.",
                nameof(ranked));
        }

        string[] sentences = ranges.ConvertAll(range => text[range]).ToArray();
        int[] chosen = Choose(sentences, ranked);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new DocumentSummary(ranked.Name, Array.ConvertAll(chosen, i => sentences[i]), bytes.Length, Pack(bytes));
    }

    /// <summary>Takes sentences best first, passing over those that share most words with one taken already.</summary>
    private static int[] Choose(string[] sentences, RankedDocument ranked)
    {
        var chosen = new List<(int Index, HashSet<string> Words)>();
        foreach (int index in Enumerable.Range(0, sentences.Length).OrderByDescending(i => ranked.Scores[i]).ThenBy(i => i))
        {
            if (chosen.Count == ranked.SummarySentences)
            {
                break;
            }

            var words = sentences[index].Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (chosen.TrueForAll(other => Overlap(words, other.Words) <= GreatestOverlap))
            {
                chosen.Add((index, words));
            }
        }

        return chosen.Select(sentence => sentence.Index).Order().ToArray();
    }

    /// <summary>The index of Jaccard (1901): words in both over words in either.</summary>
    private static double Overlap(HashSet<string> a, HashSet<string> b)
    {
        int both = a.Count(b.Contains);
        return (double)both / (a.Count + b.Count - both);
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        if (!BrotliEncoder.TryCompress(bytes, packed, out int written, BrotliQuality, BrotliWindowBits))
        {
            throw new InvalidDataException($"Brotli did not pack {bytes.Length} bytes into {packed.Length}.");
        }

        return packed[..written];
    }
}
