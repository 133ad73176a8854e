using Aquatope.TaskHub.Engine;
using Aquatope.TaskHub.Storage;
using Microsoft.Data.Sqlite;

namespace Aquatope.TaskHub.Service;

/// <summary>The connection that reads what is committed, one query at a time.</summary>
/// <threadsafety>Safe for concurrent use.</threadsafety>
internal sealed class HubReader(HubDatabase database, Action<Exception> reportDamage) : IDisposable
{
    private readonly SqliteConnection _connection = database.OpenReader();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Cuts what was read down to a page; one row more than a page was asked for, to tell whether there is another.</summary>
    /// <returns>Whether there is another page.</returns>
    public static bool Cut<T>(List<T> found, int page)
    {
        if (found.Count <= page)
        {
            return false;
        }

        found.RemoveRange(page, found.Count - page);
        return true;
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] values)
    {
        await _turn.WaitAsync();
        try
        {
            await using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants and numbers.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, object value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }

            var found = new List<T>();
            await using SqliteDataReader rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                found.Add(read(rows));
            }

            return found;
        }
        catch (Exception exception) when (HubDatabase.IsDamage(exception))
        {
            reportDamage(exception);
            throw HubError.Damaged(database.Damaged(exception));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }
}
