using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aquatope.Tuning;

namespace Aquatope.Cli;

/// <summary>The file in which a search is kept, a JSON line for each thing that happened, so that it can go on after a kill.</summary>
/// <remarks>
/// An execution is written when it begins and when it has ended, each flushed to the device. One that began and never ended
/// counts towards the budget and tells nothing: it is not known whether its command ran to its end.
/// </remarks>
internal sealed class SearchJournal : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly FileStream? _file;

    private SearchJournal(FileStream? file) => _file = file;

    /// <summary>Gets the executions that began, in order of their numbers, with what their commands printed; null where that is not known.</summary>
    public List<(Configuration Configuration, string? Output, string? Failure)> Executions { get; } = [];

    /// <summary>Opens a journal, or makes one.</summary>
    /// <param name="path">The file, or null to keep nothing.</param>
    /// <param name="space">What is tuned.</param>
    /// <returns>The journal with what it holds.</returns>
    /// <exception cref="UsageException">It is in use, damaged, or belongs to another search.</exception>
    public static SearchJournal Open(string? path, SearchSpace space)
    {
        if (path is null)
        {
            return new SearchJournal(null);
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var journal = new SearchJournal(file);
            journal.Load(path, space);
            return journal;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            file?.Dispose();
            throw new UsageException($"--state: {exception.Message}");
        }
        catch (UsageException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Keeps that an execution begins.</summary>
    /// <param name="configuration">Its configuration.</param>
    /// <returns>Its number, from 1 on.</returns>
    public int Begin(Configuration configuration)
    {
        Executions.Add((configuration, null, null));
        Append(new Line { Began = Executions.Count, Values = [.. configuration.Values] });
        return Executions.Count;
    }

    /// <summary>Keeps what an execution came to.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="output">What its command printed.</param>
    /// <param name="failure">Why it failed, or null.</param>
    public void End(int number, string output, string? failure)
    {
        Executions[number - 1] = (Executions[number - 1].Configuration, output, failure);
        Append(new Line { Ended = number, Output = output, Failure = failure });
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static string Fingerprint(SearchSpace space) => string.Join("; ", space.Knobs.Select(knob => FormattableString.Invariant(
        $"{knob.Name} of {knob.Stage} {knob.Least} to {knob.Greatest} {string.Join(' ', knob.Choices)} {(knob.IsInteger ? "integer" : "real")} {(knob.Logarithmic ? "log" : "linear")}")));

    private void Load(string path, SearchSpace space)
    {
        string[] lines = ReadLines();
        string fingerprint = Fingerprint(space);
        if (lines.Length == 0)
        {
            Append(new Line { Knobs = fingerprint });
            return;
        }

        for (int n = 0; n < lines.Length; n++)
        {
            try
            {
                Take(JsonSerializer.Deserialize<Line>(lines[n], Json)!, first: n == 0, fingerprint, path);
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                throw new UsageException($"--state: {path}, line {n + 1} is damaged; nothing was changed. Take another file, or cut this one before that line.");
            }
        }
    }

    private void Take(Line line, bool first, string fingerprint, string path)
    {
        switch (line)
        {
            case { Knobs: { } knobs } when first:
                if (knobs != fingerprint)
                {
                    throw new UsageException($"--state: {path} belongs to a search over other knobs; take another file.");
                }

                break;
            case { Began: { } number, Values: { } values } when number == Executions.Count + 1:
                Executions.Add((new Configuration([.. values]), null, null));
                break;
            case { Ended: { } number, Output: { } output } when number >= 1 && number <= Executions.Count:
                Executions[number - 1] = (Executions[number - 1].Configuration, output, line.Failure);
                break;
            default:
                throw new FormatException("It says nothing that a search writes.");
        }
    }

    // What follows the last line break was being written when the process died: it is written over.
    private string[] ReadLines()
    {
        var content = new byte[_file!.Length];
        _file.ReadExactly(content);
        int whole = Array.LastIndexOf(content, (byte)'\n') + 1;
        _file.SetLength(whole);
        _file.Position = whole;
        return Encoding.UTF8.GetString(content, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Append(Line line)
    {
        if (_file is not null)
        {
            _file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Json) + "\n"));
            _file.Flush(flushToDisk: true);
        }
    }

    // One line: what is searched, or that an execution began, or what it ended with.
    private sealed record Line
    {
        public string? Knobs { get; init; }

        public int? Began { get; init; }

        public double[]? Values { get; init; }

        public int? Ended { get; init; }

        public string? Output { get; init; }

        public string? Failure { get; init; }
    }
}
