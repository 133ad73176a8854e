using System.Diagnostics.CodeAnalysis;

namespace Aquatope.Simulation;

/// <summary>Events that are yet to happen, the next one first.</summary>
/// <remarks>A heap in which every node has four children: half as deep as a binary one, and siblings lie side by side in memory.</remarks>
/// <threadsafety>Not thread-safe.</threadsafety>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a queue of events.")]
internal sealed class EventQueue
{
    private const int Children = 4;
    private SimulationEvent[] _heap = new SimulationEvent[64];

    /// <summary>Gets how many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the moment of the next event, or <see cref="long.MaxValue"/> where there is none.</summary>
    public long NextTicks => Count > 0 ? _heap[0].Ticks : long.MaxValue;

    /// <summary>Adds an event.</summary>
    /// <param name="added">The event.</param>
    public void Enqueue(in SimulationEvent added)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * Count);
        }

        SimulationEvent[] heap = _heap;
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / Children;
            if (!added.Precedes(heap[parent]))
            {
                break;
            }

            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = added;
    }

    /// <summary>Takes the next event.</summary>
    /// <returns>The event.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public SimulationEvent Dequeue()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("There is no event left.");
        }

        SimulationEvent next = _heap[0];
        SimulationEvent last = _heap[--Count];
        if (Count > 0)
        {
            SiftDown(last);
        }

        return next;
    }

    private void SiftDown(in SimulationEvent moved)
    {
        SimulationEvent[] heap = _heap;
        int hole = 0;
        while (true)
        {
            int first = (hole * Children) + 1;
            if (first >= Count)
            {
                break;
            }

            int least = first;
            int end = Math.Min(first + Children, Count);
            for (int child = first + 1; child < end; child++)
            {
                least = heap[child].Precedes(heap[least]) ? child : least;
            }

            if (!heap[least].Precedes(moved))
            {
                break;
            }

            heap[hole] = heap[least];
            hole = least;
        }

        heap[hole] = moved;
    }
}
