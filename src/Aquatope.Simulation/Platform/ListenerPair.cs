namespace Aquatope.Simulation;

/// <summary>Tells two listeners what one would be told, in their order.</summary>
internal sealed class ListenerPair(ICallListener first, ICallListener second) : ICallListener
{
    public void Completed(in CompletedCall completed)
    {
        first.Completed(completed);
        second.Completed(completed);
    }

    public void Completed(in CompletedExecution completed)
    {
        first.Completed(completed);
        second.Completed(completed);
    }
}
