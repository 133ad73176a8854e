using Microsoft.Data.Sqlite;

namespace Aquatope.Local.Tests;

public sealed class LocalStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aquatope-store-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_directory, "reports.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherVersion_IsRefusedAndNotChanged()
    {
        await LocalStore.Open(File).DisposeAsync();
        Execute("PRAGMA user_version = 7");
        byte[] before = await System.IO.File.ReadAllBytesAsync(File, Cancellation);

        Assert.Equal(File, Assert.Throws<LocalStoreException>(() => LocalStore.Open(File)).File);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Cancellation));
    }

    [Fact]
    public async Task Open_FileThatIsNoDatabase_IsRefusedAndNotChanged()
    {
        await System.IO.File.WriteAllTextAsync(File, "not a database, but long enough to have a header of its own", Cancellation);

        Assert.Throws<LocalStoreException>(() => LocalStore.Open(File));
        Assert.StartsWith("not a database", await System.IO.File.ReadAllTextAsync(File, Cancellation), StringComparison.Ordinal);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
