using System.Globalization;
using System.Text.Json;

namespace Aquatope.Cli;

/// <summary>A value in a scenario file, which knows its place: so that what is wrong with it can be said where it is.</summary>
internal sealed class ScenarioNode
{
    private const int DeepestNesting = 64;
    private readonly string _file;
    private readonly JsonTokenType _type;
    private readonly List<ScenarioNode> _items = [];
    private string _text = string.Empty;
    private double _number;

    private ScenarioNode(string file, string path, int line, JsonTokenType type)
    {
        _file = file;
        Path = path;
        Line = line;
        _type = type;
    }

    /// <summary>Gets the value's name within its object.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>Gets where it is, as a JSON path.</summary>
    public string Path { get; }

    /// <summary>Gets the line on which it begins, the first being 1.</summary>
    public int Line { get; }

    /// <summary>Gets a value indicating whether it is an object.</summary>
    public bool IsObject => _type == JsonTokenType.StartObject;

    /// <summary>Gets a value indicating whether it is a text.</summary>
    public bool IsText => _type == JsonTokenType.String;

    /// <summary>Gets a value indicating whether it is a number.</summary>
    public bool IsNumber => _type == JsonTokenType.Number;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The whole of it.</returns>
    /// <exception cref="UsageException">It cannot be read, or is no JSON; the message says where.</exception>
    public static ScenarioNode Read(string path)
    {
        byte[] content = new NamedFile("--scenario", path).Read();
        ReadOnlySpan<byte> text = content.AsSpan(content is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        try
        {
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = DeepestNesting });
            reader.Read();
            ScenarioNode root = Read(ref reader, text, path, "$");
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            throw new UsageException($"--scenario: {path}, line {exception.LineNumber + 1}: this is no JSON: {exception.Message.Split(". ")[0]}.");
        }
    }

    /// <summary>Makes the exception that says what is wrong here.</summary>
    /// <param name="what">What is wrong.</param>
    /// <returns>The exception.</returns>
    public UsageException Wrong(string what) => new($"--scenario: {_file}, line {Line}, {Path}: {what}.");

    /// <summary>Returns a file's path as seen from the scenario file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The same where it is absolute, else within the folder of the scenario file.</returns>
    public string Beside(string path) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(_file) ?? string.Empty, path);

    /// <summary>Checks that this is an object with known members only.</summary>
    /// <param name="known">The names that there can be.</param>
    /// <returns>This.</returns>
    public ScenarioNode With(params ReadOnlySpan<string> known)
    {
        foreach (ScenarioNode member in Members())
        {
            if (!known.Contains(member.Name))
            {
                throw member.Wrong($"'{member.Name}' is not known here; there can be {string.Join(", ", known.ToArray())}");
            }
        }

        return this;
    }

    /// <summary>Returns the members of this object.</summary>
    /// <returns>The members, in their order.</returns>
    public IReadOnlyList<ScenarioNode> Members() => IsObject ? _items : throw Wrong("this must be an object");

    /// <summary>Returns the items of this list.</summary>
    /// <returns>The items; at least one.</returns>
    public IReadOnlyList<ScenarioNode> Items()
    {
        if (_type != JsonTokenType.StartArray)
        {
            throw Wrong("this must be a list");
        }

        return _items.Count > 0 ? _items : throw Wrong("the list is empty");
    }

    /// <summary>Returns a member, or null where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The member.</returns>
    public ScenarioNode? Find(string name) => Members().FirstOrDefault(member => member.Name == name);

    /// <summary>Returns a member that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The member.</returns>
    public ScenarioNode Get(string name) => Find(name) ?? throw Wrong($"'{name}' is missing");

    /// <summary>Returns this text.</summary>
    /// <returns>The text; not empty.</returns>
    public string Text() => IsText && _text.Length > 0 ? _text : throw Wrong("this must be a text");

    /// <summary>Returns this truth value.</summary>
    /// <returns>Whether it is true.</returns>
    public bool Boolean() => _type is JsonTokenType.True or JsonTokenType.False ? _type == JsonTokenType.True : throw Wrong("this must be true or false");

    /// <summary>Returns this number.</summary>
    /// <param name="least">The least that it can be.</param>
    /// <param name="most">The most that it can be.</param>
    /// <returns>The number.</returns>
    public double Number(double least, double most)
    {
        if (!IsNumber)
        {
            throw Wrong("this must be a number");
        }

        return _number >= least && _number <= most
            ? _number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{_number} is out of range; it must be {(most < 1e300 ? $"from {least} to {most}" : $"at least {least}")}"));
    }

    /// <summary>Returns this number, which must be whole.</summary>
    /// <param name="least">The least that it can be.</param>
    /// <param name="most">The most that it can be.</param>
    /// <returns>The number.</returns>
    public int Integer(int least, int most = int.MaxValue)
    {
        double number = Number(least, most);
        return number == Math.Floor(number) ? (int)number : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{number} must be a whole number"));
    }

    private static ScenarioNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, string file, string path)
    {
        int line = 1 + text[..(int)reader.TokenStartIndex].Count((byte)'\n');
        var node = new ScenarioNode(file, path, line, reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                node.ReadMembers(ref reader, text);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    node._items.Add(Read(ref reader, text, file, string.Create(CultureInfo.InvariantCulture, $"{path}[{node._items.Count}]")));
                }

                break;
            case JsonTokenType.String:
                node._text = reader.GetString()!;
                break;
            case JsonTokenType.Number:
                node._number = reader.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw node.Wrong("the number is too great");
                break;
            default:
                break;
        }

        return node;
    }

    private void ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            ScenarioNode member = Read(ref reader, text, _file, $"{Path}.{name}");
            member.Name = name;
            if (_items.Exists(other => other.Name == name))
            {
                throw member.Wrong($"'{name}' is here for the second time");
            }

            _items.Add(member);
        }
    }
}
