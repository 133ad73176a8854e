using System.Buffers.Binary;

namespace Aquatope.TaskHub.Storage;

/// <summary>Looks at a write-ahead log before SQLite does, which drops what follows a damaged part without a word.</summary>
/// <remarks>
/// The format is that of https://www.sqlite.org/fileformat2.html#the_write_ahead_log. A log that merely ends early is
/// what a killed process or a power loss leaves, and is in order; so are frames behind its end that belong to earlier
/// generations, or to a transaction that was never committed and that later ones have overwritten in part.
/// </remarks>
internal sealed class WriteAheadLog
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const uint Magic = 0x377f0682;
    private const uint Version = 3007000;

    private readonly HashSet<uint> _pages = [];

    /// <summary>Gets the number of pages of the database as of the last commit in the log; zero when there is none.</summary>
    public uint DatabasePages { get; private set; }

    /// <summary>Gets what is wrong with the log; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Returns whether the log has the last state of a page.</summary>
    public bool Has(uint page) => _pages.Contains(page);

    /// <summary>Reads a log; one that is absent or empty has nothing.</summary>
    public static WriteAheadLog Read(string path)
    {
        var log = new WriteAheadLog();
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
            log.Read(file);
        }

        return log;
    }

    private void Read(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        bool whole = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes;
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        bool bigEndian = (magic & 1) == 1;
        (uint, uint) sum = Checksum((0, 0), header[..24], bigEndian);
        if (!whole || (magic & ~1u) != Magic || BinaryPrimitives.ReadUInt32BigEndian(header[4..]) != Version || sum != Pair(header[24..]))
        {
            Problem = "its write-ahead log does not begin as one";
            return;
        }

        uint pageBytes = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        if (pageBytes is < 512 or > 65536)
        {
            Problem = $"its write-ahead log has pages of {pageBytes} bytes";
            return;
        }

        ReadFrames(file, new byte[FrameHeaderBytes + pageBytes], Pair(header[16..]), sum, bigEndian);
    }

    private void ReadFrames(FileStream file, byte[] frame, (uint, uint) salts, (uint, uint) sum, bool bigEndian)
    {
        List<uint> uncommitted = [];
        long end = -1;
        while (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            // A frame's sum goes on from the one that the frame before it states, so that frames behind a damaged one can be told.
            bool valid = Pair(frame.AsSpan(8)) == salts
                && Checksum(Checksum(sum, frame.AsSpan(0, 8), bigEndian), frame.AsSpan(FrameHeaderBytes), bigEndian) == Pair(frame.AsSpan(16));
            sum = Pair(frame.AsSpan(16));
            uint pages = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4));
            if (valid && end >= 0 && pages > 0)
            {
                Problem = $"its write-ahead log is damaged at byte {end}, before transactions that were committed "
                    + $"(to go on from what was committed before, and lose the rest, cut the log to {end} bytes)";
                return;
            }

            if (!valid || end >= 0)
            {
                end = end >= 0 ? end : file.Position - frame.Length;
                continue;
            }

            uncommitted.Add(BinaryPrimitives.ReadUInt32BigEndian(frame));
            if (pages > 0)
            {
                DatabasePages = pages;
                _pages.UnionWith(uncommitted);
                uncommitted.Clear();
            }
        }
    }

    private static (uint, uint) Pair(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    private static (uint, uint) Checksum((uint First, uint Second) sum, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        (uint first, uint second) = sum;
        for (int i = 0; i < bytes.Length; i += 8)
        {
            first += Word(bytes[i..]) + second;
            second += Word(bytes[(i + 4)..]) + first;
        }

        return (first, second);

        uint Word(ReadOnlySpan<byte> at) =>
            bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
    }
}
