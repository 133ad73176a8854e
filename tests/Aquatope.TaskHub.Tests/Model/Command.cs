using FsCheck;
using FsCheck.Fluent;

namespace Aquatope.TaskHub.Tests.Model;

internal enum CommandKind
{
    Start,
    Raise,
    Suspend,
    Resume,
    Terminate,
    Purge,
    Advance,
    Restart,
    Crash,
    LoseWorker,
}

/// <summary>One thing that happens to the hub and to its model.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Id">To which instance, by number.</param>
/// <param name="Script">What a started instance does.</param>
/// <param name="Seconds">How much time passes.</param>
internal sealed record Command(CommandKind Kind, int Id, string Script, int Seconds)
{
    private static readonly Gen<CommandKind> Kinds = Gen.Frequency(
        (6, Gen.Constant(CommandKind.Start)),
        (4, Gen.Constant(CommandKind.Raise)),
        (3, Gen.Constant(CommandKind.Advance)),
        (5, Gen.Elements(
            CommandKind.Suspend, CommandKind.Resume, CommandKind.Terminate, CommandKind.Purge,
            CommandKind.Restart, CommandKind.Crash, CommandKind.LoseWorker)));

    private static readonly Gen<string> Scripts =
        from length in Gen.Choose(0, 5)
        from letters in Gen.Elements('a', 'a', 't', 'e', 'c', 'n', 'f').ArrayOf(length)
        select new string(letters);

    /// <summary>Gets the sequences of commands to try.</summary>
    public static Gen<Command[]> Sequence =>
        from length in Gen.Choose(1, 25)
        from commands in One.ArrayOf(length)
        select commands;

    private static Gen<Command> One =>
        from kind in Kinds
        from id in Gen.Choose(0, 4)
        from script in Scripts
        from seconds in Gen.Elements(1, 30, 60, 90)
        select new Command(kind, id, script, seconds);
}
