namespace Aquatope.Workflows;

/// <summary>When an execution ran on its worker and what it used. Timestamps are those of the machine's monotonic clock, which
/// all processes share.</summary>
/// <param name="Started">Before the first instruction of user code.</param>
/// <param name="Ended">After the last instruction of user code.</param>
/// <param name="CpuTime">Processor time of the whole worker between the two.</param>
/// <param name="PeakMemoryBytes">The worker's peak resident memory so far.</param>
internal readonly record struct WorkerTiming(long Started, long Ended, TimeSpan CpuTime, long PeakMemoryBytes)
{
    public static WorkerTiming Read(BinaryReader body) =>
        new(body.ReadInt64(), body.ReadInt64(), TimeSpan.FromTicks(body.ReadInt64()), body.ReadInt64());

    public void Write(BinaryWriter body)
    {
        body.Write(Started);
        body.Write(Ended);
        body.Write(CpuTime.Ticks);
        body.Write(PeakMemoryBytes);
    }
}

/// <summary>An exception on its way from a worker to its pool.</summary>
/// <param name="TypeName">The assembly-qualified name of its type.</param>
/// <param name="ErrorType">The full name of its type.</param>
/// <param name="Message">Its message.</param>
/// <param name="StackTrace">Its stack trace; empty for none.</param>
internal sealed record WorkerFailure(string TypeName, string ErrorType, string Message, string StackTrace)
{
    /// <summary>Gets a value indicating whether the worker ran out of its memory.</summary>
    public bool IsOutOfMemory => ErrorType == typeof(OutOfMemoryException).FullName;

    public static WorkerFailure Of(Exception exception)
    {
        Type type = exception is InsufficientMemoryException ? typeof(OutOfMemoryException) : exception.GetType();
        string name = type.FullName ?? type.Name;
        return new WorkerFailure(type.AssemblyQualifiedName ?? name, name, exception.Message, exception.StackTrace ?? string.Empty);
    }

    public static WorkerFailure Read(BinaryReader body) =>
        new(body.ReadString(), body.ReadString(), body.ReadString(), body.ReadString());

    public void Write(BinaryWriter body)
    {
        body.Write(TypeName);
        body.Write(ErrorType);
        body.Write(Message);
        body.Write(StackTrace);
    }
}
