using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Aquatope.Cli;

/// <summary>Reads the lines of a file of counts, plain or gzip, and says where it is wrong.</summary>
internal sealed class CountsFile : IDisposable
{
    /// <summary>The greatest number of bins or rows: they are held in memory.</summary>
    public const int MostBins = 20_000_000;

    private const int LongestLine = 100_000;
    private const double GreatestCount = 1e12;

    private readonly string _path;
    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[1 << 16];
    private readonly StringBuilder _line = new();
    private int _length;
    private int _position;

    private CountsFile(string path, Stream stream)
    {
        _path = path;
        _reader = new StreamReader(stream, Encoding.UTF8);
    }

    /// <summary>Gets the number of the line that was read last, the first being 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Reads all series of a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="format">Its layout; null: what its header says.</param>
    /// <returns>The series.</returns>
    /// <exception cref="UsageException">It cannot be read, or is no file of counts; the message says where.</exception>
    public static CountsContent Read(string path, CountsFormat? format)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read);
            return Read(path, stream, format);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
        {
            throw new UsageException($"--counts: {exception.Message}");
        }
    }

    /// <summary>Reads all series of a stream.</summary>
    /// <param name="path">What it is called in messages.</param>
    /// <param name="stream">The stream, at its beginning; it can seek.</param>
    /// <param name="format">Its layout; null: what its header says.</param>
    /// <returns>The series.</returns>
    /// <exception cref="UsageException">It is no file of counts; the message says where.</exception>
    /// <exception cref="InvalidDataException">Its compression is damaged.</exception>
    public static CountsContent Read(string path, Stream stream, CountsFormat? format)
    {
        using CountsFile file = Open(path, stream);
        string[] header = file.Next() is { } line ? CsvLine.Fields(line) : throw new UsageException($"--counts: {path} is empty.");
        CountsContent content = (format ?? FormatOf(header)) switch
        {
            CountsFormat.Azure2019 => new AzureCounts(file).Read(header),
            CountsFormat.Long => new LongCounts(file).Read(header),
            _ => throw file.Wrong("the header is neither 'HashFunction,Day,1,2,…,1440' nor 'series,timestamp,value'; --format says which it should be"),
        };
        return content.Series.Count > 0 ? content : throw new UsageException($"--counts: {path} has a header and no rows.");
    }

    /// <summary>Reads the next line that is not blank.</summary>
    /// <returns>The line, without its end; null at the end of the file.</returns>
    public string? Next()
    {
        while (true)
        {
            string? line = ReadLine();
            if (line is null || !string.IsNullOrWhiteSpace(line))
            {
                return line;
            }
        }
    }

    /// <summary>Reads a count.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">The column.</param>
    /// <returns>A number of at least zero.</returns>
    public double Count(ReadOnlySpan<char> text, string where)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double count) || !double.IsFinite(count))
        {
            throw Wrong($"{where} holds '{text.Trim()}'; a count must be a number");
        }

        return count is >= 0 and <= GreatestCount
            ? count
            : throw Wrong($"{where} holds {text.Trim()}; a count must be at least 0 and at most 10^12");
    }

    /// <summary>Makes the exception that says what is wrong with the line read last.</summary>
    /// <param name="what">What is wrong.</param>
    /// <returns>The exception.</returns>
    public UsageException Wrong(string what) => WrongAt(LineNumber, what);

    /// <summary>Makes the exception that says what is wrong with a line.</summary>
    /// <param name="line">Its number.</param>
    /// <param name="what">What is wrong.</param>
    /// <returns>The exception.</returns>
    public UsageException WrongAt(int line, string what) => new($"--counts: {_path}, line {line}: {what}.");

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static CountsFile Open(string path, Stream stream)
    {
        // A gzip file says so in its first two bytes, whatever its name.
        bool zipped = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = 0;
        return new CountsFile(path, zipped ? new GZipStream(stream, CompressionMode.Decompress) : stream);
    }

    private static CountsFormat? FormatOf(string[] header) => header switch
    {
        ["HashFunction", "Day", ..] => CountsFormat.Azure2019,
        ["series", "timestamp", "value"] => CountsFormat.Long,
        _ => null,
    };

    // Unlike StreamReader's, it ends with a message where a file without line ends would fill the memory.
    private string? ReadLine()
    {
        _line.Clear();
        LineNumber++;
        bool any = false;
        while (_position < _length || Fill())
        {
            any = true;
            int end = Array.IndexOf(_buffer, '\n', _position, _length - _position);
            int stop = end < 0 ? _length : end;
            _line.Append(_buffer, _position, stop - _position);
            _position = stop + 1;
            if (_line.Length > LongestLine)
            {
                throw Wrong($"it is longer than {LongestLine} characters");
            }

            if (end >= 0)
            {
                break;
            }
        }

        return any ? _line.ToString().TrimEnd('\r') : null;
    }

    private bool Fill()
    {
        _length = _reader.Read(_buffer);
        _position = 0;
        return _length > 0;
    }
}
