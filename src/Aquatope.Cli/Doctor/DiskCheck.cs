using System.Globalization;

namespace Aquatope.Cli;

/// <summary>How fast the disk is to keep what it was given: what a commit waits for with full durability.</summary>
internal static class DiskCheck
{
    private const int Writes = 15;
    private const int PageBytes = 4096;
    private const double BytesPerGiB = 1024 * 1024 * 1024;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures, with a file that is removed again.</summary>
    /// <param name="directory">Where state would be kept; need not be there yet.</param>
    /// <param name="clock">Measures.</param>
    public static DoctorCheck Of(string directory, TimeProvider clock)
    {
        string place = Existing(Path.GetFullPath(directory));
        try
        {
            return Judge(place, MedianSync(Path.Combine(place, $".aquatope-doctor-{Environment.ProcessId}"), clock), new DriveInfo(place).AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new DoctorCheck("disk", DoctorState.Failed, $"'{place}' cannot be written: {exception.Message.TrimEnd('.')}", "Choose another place with --data DIRECTORY.");
        }
    }

    /// <summary>Tells what a measurement means.</summary>
    /// <param name="place">What was measured.</param>
    /// <param name="sync">How long a page takes to be on the disk.</param>
    /// <param name="free">The free space in bytes.</param>
    internal static DoctorCheck Judge(string place, TimeSpan sync, long free)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"a write to '{place}' is on the disk in {sync.TotalMilliseconds:0.0} ms (median of {Writes}); {free / BytesPerGiB:0.0} GiB are free");
        if (free < BytesPerGiB)
        {
            return new DoctorCheck("disk", DoctorState.Warning, found, "Make room, or choose another place with --data DIRECTORY.");
        }

        return sync > Slow
            ? new DoctorCheck("disk", DoctorState.Warning, found, "Full durability waits that long for each group of commits. The usual one, which survives the death of the process, does not.")
            : new DoctorCheck("disk", DoctorState.Ok, found);
    }

    private static string Existing(string directory)
    {
        string place = directory;
        while (!Directory.Exists(place))
        {
            place = Path.GetDirectoryName(place)!;
        }

        return place;
    }

    private static TimeSpan MedianSync(string path, TimeProvider clock)
    {
        var times = new TimeSpan[Writes];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        byte[] page = new byte[PageBytes];
        for (int i = 0; i < Writes; i++)
        {
            long began = clock.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times[i] = clock.GetElapsedTime(began);
        }

        Array.Sort(times);
        return times[Writes / 2];
    }
}
