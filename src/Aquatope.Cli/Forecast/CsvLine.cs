using System.Text;

namespace Aquatope.Cli;

/// <summary>Lines of comma-separated values.</summary>
internal static class CsvLine
{
    /// <summary>Splits a line at its commas; a field may stand in double quotes.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The fields, without quotes and surrounding blanks.</returns>
    public static string[] Fields(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
        {
            return [.. line.Split(',').Select(field => field.Trim())];
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"')
            {
                // Two quotes within quotes stand for one: the first ends them, the second begins them again.
                field.Append(!quoted && i > 0 && line[i - 1] == '"' ? "\"" : string.Empty);
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        return [.. fields, field.ToString().Trim()];
    }
}
