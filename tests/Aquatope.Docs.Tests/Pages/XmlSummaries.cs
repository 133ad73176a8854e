using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Aquatope.Docs.Tests;

/// <summary>The summaries of an assembly's documentation, as Markdown.</summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<string, XElement> _members;

    /// <summary>Initializes a new instance of the <see cref="XmlSummaries"/> class.</summary>
    /// <param name="assembly">The assembly, beside which its documentation lies.</param>
    public XmlSummaries(Assembly assembly) => _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value, member => member);

    /// <summary>Returns a member's summary.</summary>
    /// <param name="member">The member, as documentation names it.</param>
    public string Of(string member) => WhiteSpace().Replace(string.Concat(_members[member].Element("summary")!.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("cref")?.Value is { } reference => $"`{Name(reference)}`",
        XElement element when element.Attribute("langword")?.Value is { } word => $"`{word}`",
        XElement element when element.Name.LocalName is "c" => $"`{element.Value}`",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    // Members with their type, which the reader need not guess.
    private static string Name(string reference)
    {
        string[] parts = reference[2..].Split('(')[0].Split('.');
        return reference[0] == 'T' ? parts[^1] : $"{parts[^2]}.{parts[^1]}";
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
