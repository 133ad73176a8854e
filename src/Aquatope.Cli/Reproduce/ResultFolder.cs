using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aquatope.Cli;

/// <summary>The folder that reproduced figures are kept in, with a page that shows all of them.</summary>
internal sealed class ResultFolder
{
    private readonly string _path;

    /// <summary>Initializes a new instance of the <see cref="ResultFolder"/> class and makes the folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UsageException">The folder cannot be made.</exception>
    public ResultFolder(string path) => _path = FolderOption.Make("--out", path);

    /// <summary>Gets the page's file.</summary>
    public string Page => Path.Combine(_path, "index.html");

    /// <summary>Keeps a figure: its numbers, drawings, and a page with those that were there before.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="command">The command that makes it.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>The figure's document.</returns>
    public async Task<JsonObject> KeepAsync(Figure figure, string command, CancellationToken cancellationToken)
    {
        JsonObject document = ResultDocument.Of(figure, command);
        foreach (Chart chart in figure.Charts)
        {
            await WriteAsync($"{chart.Name}.svg", ChartDrawing.ToSvg(chart), cancellationToken);
        }

        await WriteAsync($"{figure.Name}.csv", ResultDocument.ToCsv(figure), cancellationToken);
        await WriteAsync($"{figure.Name}.json", ResultDocument.Write(document), cancellationToken);
        await File.WriteAllTextAsync(Page, ResultPage.Of(await KeptAsync(cancellationToken)), cancellationToken);
        return document;
    }

    private Task WriteAsync(string file, string content, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(_path, file), content, cancellationToken);

    private async Task<List<JsonObject>> KeptAsync(CancellationToken cancellationToken)
    {
        var kept = new List<JsonObject>();
        foreach (string name in Figures.Names)
        {
            string file = Path.Combine(_path, $"{name}.json");
            if (File.Exists(file))
            {
                kept.Add(Parse(file, await File.ReadAllTextAsync(file, cancellationToken)));
            }
        }

        return kept;
    }

    private static JsonObject Parse(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text)!.AsObject();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new UsageException($"--out: '{file}' is no result of 'aquatope reproduce'. Move it away, or choose another folder.");
        }
    }
}
