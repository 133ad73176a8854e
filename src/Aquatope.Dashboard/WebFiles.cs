using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Aquatope.Dashboard;

/// <summary>The files of the page, from the assembly's resources.</summary>
internal sealed class WebFiles
{
    private const string Prefix = "Served/";
    private const string Page = "index.html";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Dictionary<string, WebFile> _files;

    public WebFiles()
    {
        Assembly assembly = typeof(WebFiles).Assembly;
        _files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    /// <summary>Gets the size of all files together, in bytes.</summary>
    public int TotalBytes => _files.Values.Sum(file => file.Content.Length);

    /// <summary>Gets the page that all else belongs to.</summary>
    public ReadOnlyMemory<byte> PageContent => _files[Page].Content;

    /// <summary>Serves the files beside the page.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach ((string path, WebFile file) in _files.Where(file => file.Key != Page))
        {
            routes.MapGet($"/{path}", context => ServeAsync(context, file));
        }
    }

    private static Task ServeAsync(HttpContext context, WebFile file)
    {
        // Asked for anew each time, as another version of the program may listen there by then.
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.Tag).ExecuteAsync(context);
    }

    private static WebFile Read(Assembly assembly, string name)
    {
        using Stream resource = assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        string tag = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
        return new WebFile(content, ContentTypes[Path.GetExtension(name)], new EntityTagHeaderValue($"\"{tag}\""));
    }

    private sealed record WebFile(byte[] Content, string ContentType, EntityTagHeaderValue Tag);
}
