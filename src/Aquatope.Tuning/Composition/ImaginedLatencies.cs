using System.Numerics;
using System.Runtime.InteropServices;

namespace Aquatope.Tuning;

/// <summary>End-to-end latencies of imagined executions, composed from those of their calls, in each posterior sample.</summary>
/// <threadsafety>Not thread-safe.</threadsafety>
internal sealed class ImaginedLatencies
{
    private readonly ExecutionDraw[] _draws;
    private readonly int _samples;
    private readonly double[] _ends;
    private readonly double[] _latencyMs;
    private readonly double[] _bounds;

    /// <summary>Initializes a new instance of the <see cref="ImaginedLatencies"/> class.</summary>
    /// <param name="draws">The executions.</param>
    /// <param name="samples">Posterior samples; a multiple of eight.</param>
    public ImaginedLatencies(ExecutionDraw[] draws, int samples)
    {
        _draws = draws;
        _samples = samples;
        _latencyMs = new double[draws.Length * samples];
        _ends = new double[draws.Length == 0 ? 0 : samples * draws.Max(draw => draw.Calls.Length)];
        _bounds = new double[samples];
    }

    /// <summary>Gets the number of executions.</summary>
    public int Count => _draws.Length;

    /// <summary>Returns the latency of the first execution in one sample, in milliseconds.</summary>
    public double First(int sample) => _latencyMs[sample];

    /// <summary>Composes the latencies; all else is told of these.</summary>
    /// <param name="calls">What the calls of each slot take.</param>
    /// <param name="optimistic">Whether a dependency that was never seen at work is taken not to exist.</param>
    public void Compose(CallTimes?[] calls, bool optimistic)
    {
        for (int m = 0; m < _draws.Length; m++)
        {
            ExecutionDraw draw = _draws[m];
            Span<Vector<double>> total = MemoryMarshal.Cast<double, Vector<double>>(_latencyMs.AsSpan(m * _samples, _samples));
            total.Clear();
            for (int c = 0; c < draw.Calls.Length; c++)
            {
                CallDraw call = draw.Calls[c];
                FillEnd(call, calls[call.Slot]!, Lane(c), total, optimistic);
            }

            var tail = new Vector<double>(draw.TailMs);
            for (int v = 0; v < total.Length; v++)
            {
                total[v] += tail;
            }
        }
    }

    /// <summary>Fills in the weight of the executions within a bound, in each sample.</summary>
    /// <param name="boundMs">The bound, in milliseconds.</param>
    /// <param name="correction">The factor on all latencies.</param>
    /// <param name="within">Receives the weights, [samples].</param>
    public void FillWithin(double boundMs, LatencyCorrection correction, double[] within)
    {
        for (int s = 0; s < _samples; s++)
        {
            _bounds[s] = boundMs / correction.Factor(s);
        }

        Span<Vector<double>> weights = MemoryMarshal.Cast<double, Vector<double>>(within.AsSpan());
        ReadOnlySpan<Vector<double>> bounds = MemoryMarshal.Cast<double, Vector<double>>(_bounds.AsSpan());
        weights.Clear();
        for (int m = 0; m < _draws.Length; m++)
        {
            ReadOnlySpan<Vector<double>> latency = MemoryMarshal.Cast<double, Vector<double>>(_latencyMs.AsSpan(m * _samples, _samples));
            ReadOnlySpan<Vector<double>> shares = MemoryMarshal.Cast<double, Vector<double>>(_draws[m].Shares.AsSpan());
            for (int v = 0; v < weights.Length; v++)
            {
                weights[v] += Vector.ConditionalSelect(Vector.LessThanOrEqual(latency[v], bounds[v]), shares[v], Vector<double>.Zero);
            }
        }
    }

    /// <summary>Returns the latency that a share of the executions keeps, in milliseconds: its mean over the samples.</summary>
    /// <param name="share">The share.</param>
    /// <param name="correction">The factor on all latencies.</param>
    public double AtShare(double share, LatencyCorrection correction)
    {
        var ofSample = new double[_draws.Length];
        var shares = new double[_draws.Length];
        double sum = 0;
        for (int s = 0; s < _samples; s++)
        {
            for (int m = 0; m < ofSample.Length; m++)
            {
                ofSample[m] = _latencyMs[(m * _samples) + s];
                shares[m] = _draws[m].Shares[s];
            }

            Array.Sort(ofSample, shares);
            int at = 0;
            for (double reached = shares[0]; reached < share && at + 1 < ofSample.Length; reached += shares[at])
            {
                at++;
            }

            sum += ofSample[at] * correction.Factor(s);
        }

        return sum / _samples;
    }

    /// <summary>
    /// Returns the variance of log latency among the executions, and its mean; disturbed executions count for as little as they
    /// do elsewhere; no correction applied.
    /// </summary>
    public double LogVariance(out double mean)
    {
        double sum = 0;
        double within = 0;
        for (int s = 0; s < _samples; s++)
        {
            double total = 0;
            double ofSample = 0;
            double squares = 0;
            for (int m = 0; m < _draws.Length; m++)
            {
                double log = Math.Log(_latencyMs[(m * _samples) + s]);
                double weight = _draws[m].Shares[s] * _draws[m].Credence[s];
                total += weight;
                ofSample += weight * log;
                squares += weight * log * log;
            }

            sum += ofSample / total;
            within += (squares / total) - Math.Pow(ofSample / total, 2);
        }

        mean = sum / _samples;
        return Math.Max(1e-6, within / _samples);
    }

    private void FillEnd(CallDraw call, CallTimes times, Span<Vector<double>> end, Span<Vector<double>> total, bool optimistic)
    {
        end.Clear();
        foreach (int predecessor in optimistic ? call.Observed : call.Predecessors)
        {
            ReadOnlySpan<Vector<double>> before = Lane(predecessor);
            for (int v = 0; v < end.Length; v++)
            {
                end[v] = Vector.Max(end[v], before[v]);
            }
        }

        ReadOnlySpan<Vector<double>> execution = MemoryMarshal.Cast<double, Vector<double>>(times.ExecutionMs.AsSpan());
        ReadOnlySpan<Vector<double>> factor = MemoryMarshal.Cast<double, Vector<double>>(times.Chances.Factor.AsSpan(call.Place * _samples, _samples));
        var gap = new Vector<double>(call.GapMs);
        if (times.Chances.WaitMs is { } waits)
        {
            ReadOnlySpan<Vector<double>> wait = MemoryMarshal.Cast<double, Vector<double>>(waits.AsSpan(call.Place * _samples, _samples));
            for (int v = 0; v < end.Length; v++)
            {
                end[v] += gap + (wait[v] + (execution[v] * factor[v]));
                total[v] = Vector.Max(total[v], end[v]);
            }
        }
        else
        {
            for (int v = 0; v < end.Length; v++)
            {
                end[v] += gap + (execution[v] * factor[v]);
                total[v] = Vector.Max(total[v], end[v]);
            }
        }
    }

    private Span<Vector<double>> Lane(int call) => MemoryMarshal.Cast<double, Vector<double>>(_ends.AsSpan(call * _samples, _samples));
}
