using System.Globalization;

namespace Aquatope.Examples.Chain;

/// <summary>How many documents of the corpus contain each stem and each pair of neighbouring stems.</summary>
/// <remarks>
/// The asset has the number of documents in its first line, then one term and its document count per line,
/// parted by a tab. Thread-safe after construction.
/// </remarks>
internal sealed class CorpusModel
{
    private readonly Dictionary<string, int> _documentCounts = new(StringComparer.Ordinal);
    private readonly int _documents;

    public CorpusModel()
    {
        bool first = true;
        foreach (string line in ExampleAssets.ReadLines("corpus-model.tsv.gz"))
        {
            if (first)
            {
                _documents = int.Parse(line, CultureInfo.InvariantCulture);
                first = false;
                continue;
            }

            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            _documentCounts.Add(line[..tab], int.Parse(line.AsSpan(tab + 1), CultureInfo.InvariantCulture));
        }
    }

    public int Terms => _documentCounts.Count;

    /// <summary>Smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1; always at least 1.</summary>
    public double InverseDocumentFrequency(string term) =>
        Math.Log((1.0 + _documents) / (1.0 + _documentCounts.GetValueOrDefault(term))) + 1;
}
