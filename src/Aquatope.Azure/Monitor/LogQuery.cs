using System.Globalization;
using System.Text;

namespace Aquatope.Azure;

/// <summary>A query of <c>Queries</c> with its parameters: the service takes none, so that they go before the text as <c>let</c> statements.</summary>
internal sealed class LogQuery
{
    private readonly StringBuilder _parameters = new();
    private readonly string _body;

    private LogQuery(string name)
    {
        using Stream resource = typeof(LogQuery).Assembly.GetManifestResourceStream($"{name}.kql")
            ?? throw new ArgumentException($"There is no query '{name}'.", nameof(name));
        using var reader = new StreamReader(resource);
        _body = reader.ReadToEnd();
        Name = name;
    }

    /// <summary>Gets the query's name.</summary>
    public string Name { get; }

    /// <summary>Gets the whole text.</summary>
    public string Text => _parameters.ToString() + _body;

    /// <summary>Begins a query.</summary>
    /// <param name="name">The name of its file, without the extension.</param>
    /// <returns>The query, without parameters.</returns>
    public static LogQuery Named(string name) => new(name);

    /// <summary>Sets a text.</summary>
    public LogQuery With(string parameter, string value) => Let(parameter, Literal(value));

    /// <summary>Sets a moment.</summary>
    public LogQuery With(string parameter, DateTimeOffset value) =>
        Let(parameter, $"datetime({value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)})");

    /// <summary>Sets a duration.</summary>
    public LogQuery With(string parameter, TimeSpan value) =>
        Let(parameter, $"timespan({value.ToString("c", CultureInfo.InvariantCulture)})");

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            // Whatever could end the literal is spelled by its number, so that a name can never become part of the query.
            literal = char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' or ':'
                ? literal.Append(c)
                : literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return literal.Append('"').ToString();
    }

    private LogQuery Let(string parameter, string value)
    {
        _parameters.Append(CultureInfo.InvariantCulture, $"let {parameter} = {value};\n");
        return this;
    }
}
