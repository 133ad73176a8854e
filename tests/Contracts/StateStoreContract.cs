using System.Text;
using Aquatope.Tuning;

namespace Aquatope.Contracts;

/// <summary>What every <see cref="IStateStore"/> must do. A test class for each implementation inherits from it.</summary>
public abstract class StateStoreContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IStateStore> CreateAsync();

    [Fact]
    public async Task Read_NothingWritten_ReturnsNull() =>
        Assert.Null(await (await CreateAsync()).ReadAsync("models/none", Cancellation));

    [Fact]
    public async Task Write_New_IsReadBackWithItsVersion()
    {
        IStateStore store = await CreateAsync();
        string version = await store.WriteAsync("models/a", Bytes("one"), expectedVersion: null, Cancellation);

        StateDocument? read = await store.ReadAsync("models/a", Cancellation);
        Assert.Equal("one", Encoding.UTF8.GetString(read!.Content.Span));
        Assert.Equal(version, read.Version);
    }

    [Fact]
    public async Task Write_ExpectedVersion_ReplacesAndChangesTheVersion()
    {
        IStateStore store = await CreateAsync();
        string first = await store.WriteAsync("models/a", Bytes("one"), expectedVersion: null, Cancellation);
        string second = await store.WriteAsync("models/a", Bytes("two"), first, Cancellation);

        Assert.NotEqual(first, second);
        Assert.Equal("two", Encoding.UTF8.GetString((await store.ReadAsync("models/a", Cancellation))!.Content.Span));
    }

    [Fact]
    public async Task Write_OutdatedVersion_IsRefusedAndChangesNothing()
    {
        IStateStore store = await CreateAsync();
        string first = await store.WriteAsync("models/a", Bytes("one"), expectedVersion: null, Cancellation);
        await store.WriteAsync("models/a", Bytes("two"), first, Cancellation);

        StateConflictException conflict = await Assert.ThrowsAsync<StateConflictException>(
            () => store.WriteAsync("models/a", Bytes("three"), first, Cancellation));
        Assert.Equal("models/a", conflict.Key);
        Assert.Equal("two", Encoding.UTF8.GetString((await store.ReadAsync("models/a", Cancellation))!.Content.Span));
    }

    [Fact]
    public async Task Write_NewWhereThereIsOne_IsRefused()
    {
        IStateStore store = await CreateAsync();
        await store.WriteAsync("models/a", Bytes("one"), expectedVersion: null, Cancellation);

        await Assert.ThrowsAsync<StateConflictException>(() => store.WriteAsync("models/a", Bytes("two"), expectedVersion: null, Cancellation));
    }

    [Fact]
    public async Task Write_ManyWritersAtOnce_OneWinsEachVersion()
    {
        IStateStore store = await CreateAsync();
        int[] won = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            try
            {
                await store.WriteAsync("models/a", Bytes($"{writer}"), expectedVersion: null, Cancellation);
                return 1;
            }
            catch (StateConflictException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, won.Sum());
    }

    [Fact]
    public async Task List_Prefix_ReturnsItsKeysInOrdinalOrder()
    {
        IStateStore store = await CreateAsync();
        foreach (string key in (string[])["models/b", "models/B", "models/a", "trials/1", "models"])
        {
            await store.WriteAsync(key, Bytes("x"), expectedVersion: null, Cancellation);
        }

        Assert.Equal(["models/B", "models/a", "models/b"], await store.ListAsync("models/", Cancellation).ToListAsync(Cancellation));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
