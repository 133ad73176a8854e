using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text;
using Aquatope.Cli;
using Aquatope.Local;
using Aquatope.TaskHub;
using Aquatope.Tuning;
using Aquatope.Workflows;

namespace Aquatope.Docs.Tests;

/// <summary>Writes the page of every command, option and setting, from the code.</summary>
internal static class ReferencePage
{
    public const string File = "docs/reference.md";

    private static readonly Type[] Settings =
    [
        typeof(LocalMachineOptions), typeof(OptimizerOptions), typeof(PreWarmerOptions), typeof(PriceList), typeof(TaskHubServerOptions), typeof(TaskHubLimits),
    ];

    private static readonly string[] Beginnings = ["Gets or sets ", "Gets ", "a value indicating "];

    /// <summary>Returns the page.</summary>
    public static string Write()
    {
        (RootCommand root, CommandExamples examples) = CommandLine.Create();
        var page = new StringBuilder("# Reference\n\nGenerated from the code; `tests/Aquatope.Docs.Tests` compares.\n\n## Commands\n\n| command | |\n|---|---|\n");
        foreach (Command command in root.Subcommands)
        {
            page.Append(CultureInfo.InvariantCulture, $"| [`aquatope {command.Name}`](#aquatope-{command.Name}) | {Cell(command.Description!)} |\n");
        }

        page.Append("\nIn a checkout `aquatope` is `dotnet run -c Release --project src/Aquatope.Cli --`. Every command has `--help`.\n");
        foreach (Command command in root.Subcommands)
        {
            Append(page, command, examples.Of(command)!);
        }

        page.Append("\n## Exit codes\n\n| code | |\n|---|---|\n");
        page.AppendJoin("", ExitCodes.All.Select(code => $"| {code.Code} | {code.Meaning} |\n"));
        AppendEnvironment(page);
        page.Append("\n## Settings in code\n");
        foreach (Type type in Settings)
        {
            Append(page, type);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Command command, string example)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### aquatope {command.Name}\n\n{command.Description}\n\n```sh\n{example}\n```\n\n| | | default |\n|---|---|---|\n");
        foreach (Argument argument in command.Arguments)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{argument.HelpName ?? argument.Name}` | {Cell(argument.Description!)} | {(argument.HasDefaultValue ? Default(argument.GetDefaultValue()) : "required")} |\n");
        }

        foreach (Option option in command.Options)
        {
            string value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant()}";
            page.Append(CultureInfo.InvariantCulture, $"| `{Cell(option.Name + value)}` | {Cell(option.Description!)} | {(option.Required ? "required" : option.HasDefaultValue ? Default(option.GetDefaultValue()) : "")} |\n");
        }
    }

    private static void AppendEnvironment(StringBuilder page) => page.Append("""

        ## Environment

        | variable | |
        |---|---|
        | `NO_COLOR` | tables and marks without colours, where it is set and not empty |
        | `OTEL_EXPORTER_OTLP_ENDPOINT` | where `aquatope run` and `aquatope hub` send metrics and traces; nothing is sent without it |
        | `AQUATOPE_EXAMPLES_DATA` | where the example workflows keep artefacts and logs; default `.aquatope/examples` |

        """.ReplaceLineEndings("\n"));

    private static void Append(StringBuilder page, Type type)
    {
        var documentation = new XmlSummaries(type.Assembly);
        page.Append(CultureInfo.InvariantCulture, $"\n### {type.Name}\n\n{documentation.Of($"T:{type.FullName}")}\n\n| setting | type | |\n|---|---|---|\n");

        // What a type has from another one is documented there.
        foreach (var property in type.GetProperties().Where(property => property.CanWrite)
            .OrderBy(property => property.DeclaringType == type).ThenBy(property => property.MetadataToken))
        {
            var declaring = property.DeclaringType!;
            string summary = new XmlSummaries(declaring.Assembly).Of($"P:{declaring.FullName}.{property.Name}");
            page.Append(CultureInfo.InvariantCulture, $"| `{property.Name}` | `{NameOf(property.PropertyType)}` | {Cell(Setting(summary))} |\n");
        }
    }

    private static string NameOf(Type type) => Nullable.GetUnderlyingType(type) is { } inner
        ? $"{NameOf(inner)}?"
        : type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name switch { "Int32" => "int", "Int64" => "long", "UInt64" => "ulong", "Double" => "double", "String" => "string", "Boolean" => "bool", var name => name };

    private static string Default(object? value) => value switch
    {
        null or false => "",
        string text => $"`{text}`",
        IEnumerable => "",
        Enum member => $"`{member.ToString().ToLowerInvariant()}`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    // A table of settings says what each is; that it can be read and written goes without saying.
    private static string Setting(string summary)
    {
        string what = Beginnings.Aggregate(summary, (text, beginning) => text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : text);
        return char.ToUpperInvariant(what[0]) + what[1..];
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
