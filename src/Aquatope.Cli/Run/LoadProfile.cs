using System.Globalization;

namespace Aquatope.Cli;

/// <summary>How many executions a second the load starts, over time: steps that repeat from the beginning.</summary>
internal sealed class LoadProfile
{
    private readonly (double AtSeconds, double RatePerSecond)[] _steps;
    private readonly double _period;

    private LoadProfile(string name, (double, double)[] steps, double period)
    {
        Name = name;
        _steps = steps;
        _period = period;
    }

    /// <summary>Gets the profile as the user named it.</summary>
    public string Name { get; }

    /// <summary>Reads a rate, for example <c>2</c>, or a file of steps.</summary>
    /// <param name="text">The rate in executions per second, or the file's path.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="UsageException">It is neither.</exception>
    public static LoadProfile Parse(string text)
    {
        string number = text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text;
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate))
        {
            return rate is > 0 and <= 1000
                ? new LoadProfile(text, [(0, rate)], double.PositiveInfinity)
                : throw new UsageException($"--load: a rate must lie above 0 and be at most 1000 executions per second, not {text}.");
        }

        return File.Exists(text)
            ? FromLines(text, File.ReadAllLines(text))
            : throw new UsageException($"--load: '{text}' is neither a rate such as 2 nor a file.");
    }

    /// <summary>Reads steps from lines of <c>seconds,rate</c>; the first begins at 0, and the last line ends the profile with <c>seconds,end</c> or
    /// holds for ever.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="lines">Its lines; empty ones and those beginning with <c>#</c> do not count.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="UsageException">A line is wrong; the message names it.</exception>
    public static LoadProfile FromLines(string file, IReadOnlyList<string> lines)
    {
        var steps = new List<(double At, double Rate)>();
        double period = double.PositiveInfinity;
        for (int n = 0; n < lines.Count; n++)
        {
            string line = lines[n].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] fields = line.Split(',', StringSplitOptions.TrimEntries);
            double at = fields.Length == 2 ? Number(fields[0]) : double.NaN;
            bool end = fields.Length == 2 && fields[1] == "end";
            double rate = end ? 0 : fields.Length == 2 ? Number(fields[1]) : double.NaN;
            bool ordered = steps.Count == 0 ? at == 0 && !end : at > steps[^1].At && double.IsPositiveInfinity(period);
            if (!ordered || !(rate >= 0 && rate <= 1000))
            {
                throw new UsageException($"--load: {file}, line {n + 1}: expected 'seconds,rate' with rising seconds from 0 and a rate from 0 to 1000, or 'seconds,end' as the last; found '{line}'.");
            }

            if (end)
            {
                period = at;
            }
            else
            {
                steps.Add((at, rate));
            }
        }

        return steps.Any(step => step.Rate > 0)
            ? new LoadProfile(file, [.. steps], period)
            : throw new UsageException($"--load: {file} starts no execution.");

        static double Number(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
    }

    /// <summary>Returns the next arrival of a Poisson process whose rate follows the profile.</summary>
    /// <param name="now">The last arrival, in seconds from the beginning.</param>
    /// <param name="uniform">A draw from (0, 1]: one for each arrival.</param>
    /// <returns>The next arrival, in seconds from the beginning.</returns>
    public double NextArrival(double now, double uniform)
    {
        // The integral of the rate up to the next arrival is exponential with mean one.
        double left = -Math.Log(uniform);
        while (true)
        {
            (double rate, double until) = At(now);
            double covered = rate * (until - now);
            if (covered >= left)
            {
                return now + (left / rate);
            }

            left -= covered;
            now = until;
        }
    }

    private (double Rate, double Until) At(double seconds)
    {
        double round = double.IsPositiveInfinity(_period) ? 0 : Math.Floor(seconds / _period) * _period;
        int step = Array.FindLastIndex(_steps, candidate => candidate.AtSeconds <= seconds - round);
        double until = step + 1 < _steps.Length ? _steps[step + 1].AtSeconds : _period;
        return (_steps[step].RatePerSecond, round + until);
    }
}
