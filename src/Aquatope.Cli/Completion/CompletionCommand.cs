using System.CommandLine;
using System.Text.Json.Nodes;

namespace Aquatope.Cli;

/// <summary><c>aquatope completion</c>: prints what a shell needs to complete commands, options and their values.</summary>
internal static class CompletionCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { HelpName = "SHELL", Description = $"The shell: {string.Join(", ", CompletionScripts.Shells)}." };
        shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        var json = new Option<bool>("--json") { Description = "Print the script as part of a JSON document." };
        var command = new Command("completion", "Prints a script that makes a shell complete commands, options and their values. Example: source <(aquatope completion bash)")
        {
            shell, json,
        };
        command.SetAction(parsed =>
        {
            string name = parsed.GetRequiredValue(shell);
            string script = CompletionScripts.Of(name)
                ?? throw new UsageException($"There is no script for '{name}'. There are: {string.Join(", ", CompletionScripts.Shells)}.");
            Console.Out.Write(parsed.GetValue(json)
                ? new JsonObject { ["shell"] = name, ["script"] = script }.ToJsonString() + Environment.NewLine
                : script);
            return 0;
        });
        return command;
    }
}
