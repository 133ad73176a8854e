using System.CommandLine;

namespace Aquatope.Cli;

/// <summary>The example that each command's help ends with. A command states it at the end of its description.</summary>
internal sealed class CommandExamples
{
    private const string Mark = " Example: ";
    private readonly Dictionary<Command, string> _examples = [];

    private CommandExamples()
    {
    }

    /// <summary>Takes the examples out of the descriptions of a command and its subcommands.</summary>
    /// <param name="root">The command.</param>
    /// <returns>The examples.</returns>
    public static CommandExamples TakeFrom(RootCommand root)
    {
        var examples = new CommandExamples();
        foreach (Command command in root.Subcommands.Prepend(root))
        {
            examples.Take(command);
        }

        return examples;
    }

    /// <summary>Returns a command's example, or null where it states none.</summary>
    /// <param name="command">The command.</param>
    public string? Of(Command command) => _examples.GetValueOrDefault(command);

    /// <summary>Writes what a command's help ends with.</summary>
    /// <param name="command">The command.</param>
    /// <param name="output">Where to.</param>
    public void Write(Command command, TextWriter output)
    {
        if (Of(command) is { } example)
        {
            output.WriteLine("Example:");
            output.WriteLine($"  {example}");
            output.WriteLine();
        }

        output.WriteLine("Exit codes:");
        foreach ((int code, string meaning) in ExitCodes.All)
        {
            output.WriteLine($"  {code,-3}  {meaning}");
        }
    }

    private void Take(Command command)
    {
        string description = command.Description ?? string.Empty;
        int mark = description.IndexOf(Mark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            command.Description = description[..mark];
            _examples[command] = description[(mark + Mark.Length)..];
        }
    }
}
