namespace Aquatope.Simulation;

/// <summary>Records that come and go, in one array: the place of one that has gone is given to the next.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class Slots<T>
    where T : struct
{
    private T[] _records = new T[64];
    private int[] _free = new int[64];
    private int _used;
    private int _freeCount;

    /// <summary>Gets how many records there are.</summary>
    public int Count => _used - _freeCount;

    /// <summary>Gets a record by its place. The reference holds until the next record is added.</summary>
    public ref T this[int slot] => ref _records[slot];

    /// <summary>Adds a record.</summary>
    /// <returns>Its place.</returns>
    public int Add(in T record)
    {
        int slot;
        if (_freeCount > 0)
        {
            slot = _free[--_freeCount];
        }
        else
        {
            slot = _used++;
            if (slot == _records.Length)
            {
                Array.Resize(ref _records, 2 * slot);
            }
        }

        _records[slot] = record;
        return slot;
    }

    /// <summary>Takes a record out.</summary>
    public void Remove(int slot)
    {
        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, 2 * _freeCount);
        }

        _free[_freeCount++] = slot;
    }
}
