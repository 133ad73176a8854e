using System.Diagnostics.CodeAnalysis;

namespace Aquatope.Simulation;

/// <summary>Places of records in order of arrival, in a ring.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue of slots.")]
internal sealed class SlotQueue
{
    private int[] _ring = [];
    private int _first;

    /// <summary>Gets how many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Enqueue(int slot)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[(_first + Count++) & (_ring.Length - 1)] = slot;
    }

    /// <summary>Takes the first.</summary>
    public int Dequeue()
    {
        int slot = _ring[_first];
        _first = (_first + 1) & (_ring.Length - 1);
        Count--;
        return slot;
    }

    // Lengths are powers of two, so that places in the ring wrap by a mask.
    private void Grow()
    {
        var ring = new int[Math.Max(8, 2 * _ring.Length)];
        for (int i = 0; i < Count; i++)
        {
            ring[i] = _ring[(_first + i) & (_ring.Length - 1)];
        }

        (_ring, _first) = (ring, 0);
    }
}
