using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Aquatope.Examples.Chain;

/// <summary>Ranks sentences by continuous LexRank over tf-idf vectors of stems and pairs of stems.</summary>
/// <remarks>
/// Erkan and Radev (2004), section 3.3: the stationary distribution of a walk over the cosine similarities of
/// sentences. The vectors are kept dense, [n, d] single precision, because dense rows multiply with SIMD and in
/// parallel; that costs 4 n d bytes. Thread-safe after construction.
/// </remarks>
internal sealed class SentenceRanking
{
    private const double Damping = 0.85;
    private const double Tolerance = 1e-9;
    private const int MaximumIterations = 200;

    private readonly CorpusModel _corpus = new();

    public RankedDocument Rank(TokenisedDocument document)
    {
        int n = document.Sentences.Count;
        if (n == 0)
        {
            return new RankedDocument(document.Name, document.SummarySentences, []);
        }

        float[][] vectors = Vectors(document);
        float[][] walk = Similarities(vectors);
        double[] scores = StationaryDistribution(walk);
        double[] rounded = Array.ConvertAll(scores, score => Math.Round(score, 8));
        return new RankedDocument(document.Name, document.SummarySentences, rounded);
    }

    private float[][] Vectors(TokenisedDocument document)
    {
        var columns = new Dictionary<(int First, int Second), int>();
        var weights = new List<double>();
        var rows = document.Sentences.Select(sentence => Terms(sentence).Select(Column).ToArray()).ToArray();

        // Rows are padded to whole SIMD vectors, so that the product needs no remainder loop.
        int width = (columns.Count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        return Array.ConvertAll(rows, row => UnitVector(row, weights, width));

        int Column((int First, int Second) term)
        {
            if (!columns.TryGetValue(term, out int column))
            {
                column = columns.Count;
                columns.Add(term, column);
                weights.Add(_corpus.InverseDocumentFrequency(Spell(document.Vocabulary, term)));
            }

            return column;
        }
    }

    private static IEnumerable<(int First, int Second)> Terms(IReadOnlyList<int> sentence)
    {
        for (int i = 0; i < sentence.Count; i++)
        {
            yield return (sentence[i], -1);
            if (i + 1 < sentence.Count)
            {
                yield return (sentence[i], sentence[i + 1]);
            }
        }
    }

    private static string Spell(IReadOnlyList<string> vocabulary, (int First, int Second) term) =>
        term.Second < 0 ? vocabulary[term.First] : vocabulary[term.First] + " " + vocabulary[term.Second];

    private static float[] UnitVector(int[] columns, List<double> weights, int width)
    {
        var vector = new float[width];
        foreach (int column in columns)
        {
            vector[column] += (float)weights[column];
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        if (norm > 0)
        {
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] = (float)(vector[i] / norm);
            }
        }

        return vector;
    }

    private static float[][] Similarities(float[][] vectors)
    {
        int n = vectors.Length;
        var similarities = new float[n][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, n, options, i =>
        {
            var row = new float[n];
            for (int j = 0; j < n; j++)
            {
                row[j] = Dot(vectors[i], vectors[j]);
            }

            similarities[i] = row;
        });
        return similarities;
    }

    // Workers are young when they first get here; the slow first tier of compilation would show.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Dot(float[] a, float[] b)
    {
        ReadOnlySpan<Vector<float>> x = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> first = Vector<float>.Zero;
        Vector<float> second = Vector<float>.Zero;
        int i = 0;
        for (; i + 1 < x.Length; i += 2)
        {
            first += x[i] * y[i];
            second += x[i + 1] * y[i + 1];
        }

        if (i < x.Length)
        {
            first += x[i] * y[i];
        }

        return Vector.Sum(first + second);
    }

    private static double[] StationaryDistribution(float[][] similarities)
    {
        int n = similarities.Length;
        double[] degrees = Array.ConvertAll(similarities, row => row.Sum(value => (double)value));
        double[] current = new double[n];
        Array.Fill(current, 1.0 / n);
        for (int iteration = 0; iteration < MaximumIterations; iteration++)
        {
            double[] next = Step(similarities, degrees, current);
            double change = 0;
            for (int i = 0; i < n; i++)
            {
                change += Math.Abs(next[i] - current[i]);
            }

            current = next;
            if (change < Tolerance)
            {
                break;
            }
        }

        return current;
    }

    private static double[] Step(float[][] similarities, double[] degrees, double[] current)
    {
        int n = current.Length;
        var next = new double[n];

        // A sentence without words is similar to nothing; its share goes to all alike.
        double lost = 0;
        for (int j = 0; j < n; j++)
        {
            if (degrees[j] > 0)
            {
                double share = current[j] / degrees[j];
                float[] row = similarities[j];
                for (int i = 0; i < n; i++)
                {
                    next[i] += share * row[i];
                }
            }
            else
            {
                lost += current[j];
            }
        }

        for (int i = 0; i < n; i++)
        {
            next[i] = ((1 - Damping) / n) + (Damping * (next[i] + (lost / n)));
        }

        return next;
    }
}
