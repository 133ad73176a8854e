namespace Aquatope.TaskHub.Tests.Damage;

/// <summary>A database file and perhaps its write-ahead log, copied and damaged as often as a test likes.</summary>
internal sealed class DamagedFiles(string database, string copy)
{
    private const int Page = 8192;

    public string Path => copy;

    public string Log => copy + "-wal";

    /// <summary>Makes a fresh copy.</summary>
    public void Renew()
    {
        foreach (string end in (string[])["", "-wal", "-shm"])
        {
            File.Delete(copy + end);
        }

        File.Copy(database, copy);
        if (File.Exists(database + "-wal"))
        {
            File.Copy(database + "-wal", Log);
        }
    }

    /// <summary>Damages one of the files somewhere, and says how.</summary>
    public string Damage(Random random)
    {
        string file = File.Exists(Log) && random.Next(2) == 0 ? Log : copy;
        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
        int length = (int)stream.Length;
        string name = System.IO.Path.GetExtension(file);
        switch (random.Next(6))
        {
            case 0:
                return $"{name}: {Overwrite(stream, random, random.Next(length), random.Next(1, 64))}";
            case 1:
                return $"{name}: {Overwrite(stream, random, random.Next(length), random.Next(512, Page))}";
            case 2:
                return $"{name}: head {Overwrite(stream, random, random.Next(100), random.Next(1, 16))}";
            case 3:
                int zeroed = Page * random.Next(length / Page);
                stream.Position = zeroed;
                stream.Write(new byte[Page]);
                return $"{name}: zeros at {zeroed}";
            case 4:
                int to = Page * random.Next(length / Page);
                stream.Position = Page * random.Next(length / Page);
                var page = new byte[Page];
                stream.ReadExactly(page);
                stream.Position = to;
                stream.Write(page);
                return $"{name}: another page at {to}";
            default:
                int left = random.Next(1, length);
                stream.SetLength(left);
                return $"{name}: cut to {left}";
        }
    }

    /// <summary>Returns what the files hold; null for a log that is not there.</summary>
    public (byte[] Database, byte[]? Log) Content() => (File.ReadAllBytes(copy), File.Exists(Log) ? File.ReadAllBytes(Log) : null);

    private static string Overwrite(FileStream stream, Random random, int offset, int count)
    {
        var garbage = new byte[count];
        random.NextBytes(garbage);
        stream.Position = offset;
        stream.Write(garbage);
        return $"{count} random bytes at {offset}";
    }
}
