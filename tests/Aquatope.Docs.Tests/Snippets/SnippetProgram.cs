using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Aquatope.Docs.Tests;

/// <summary>A snippet as a program beside this test, whose dependencies it shares.</summary>
internal sealed class SnippetProgram : IDisposable
{
    private static readonly string Test = typeof(SnippetProgram).Assembly.GetName().Name!;
    private readonly string[] _files;

    /// <summary>Initializes a new instance of the <see cref="SnippetProgram"/> class.</summary>
    /// <param name="snippet">The snippet.</param>
    public SnippetProgram(Snippet snippet)
    {
        string name = $"snippet-{Path.GetFileNameWithoutExtension(snippet.Page)}-{snippet.Number}";
        CSharpCompilation compilation = SnippetCompiler.Compile(snippet, name);
        Assembly = Beside($"{name}.dll");
        EmitResult result = compilation.Emit(Assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        File.Copy(Beside($"{Test}.runtimeconfig.json"), Beside($"{name}.runtimeconfig.json"), overwrite: true);
        File.Copy(Beside($"{Test}.deps.json"), Beside($"{name}.deps.json"), overwrite: true);
        _files = [Assembly, Beside($"{name}.runtimeconfig.json"), Beside($"{name}.deps.json")];
    }

    /// <summary>Gets the dotnet command of the runtime that runs this test.</summary>
    public static string Host { get; } = Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Gets the program's file.</summary>
    public string Assembly { get; }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_files, File.Delete);

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
