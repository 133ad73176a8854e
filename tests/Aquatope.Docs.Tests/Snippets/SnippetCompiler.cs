using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Aquatope.Docs.Tests;

/// <summary>Compiles snippets as a console project with implicit usings would.</summary>
internal static class SnippetCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(file => !Path.GetFileName(file).StartsWith("snippet-", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file))];

    /// <summary>Returns whether a snippet is a whole program.</summary>
    /// <param name="snippet">The snippet.</param>
    public static bool IsProgram(Snippet snippet) =>
        CSharpSyntaxTree.ParseText(snippet.Code, Parsing).GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();

    /// <summary>Compiles a snippet.</summary>
    /// <param name="snippet">The snippet.</param>
    /// <param name="name">The name of its assembly.</param>
    public static CSharpCompilation Compile(Snippet snippet, string name) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(snippet.Code, Parsing, snippet.ToString()), CSharpSyntaxTree.ParseText(ImplicitUsings, Parsing)],
        References,
        new CSharpCompilationOptions(IsProgram(snippet) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
            .WithNullableContextOptions(NullableContextOptions.Enable)
            // Assemblies of the shared framework stand in for earlier ones that packages were built against, as in any build.
            .WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress), KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress)]));

    /// <summary>Returns what a compiler would complain of.</summary>
    /// <param name="compilation">The compilation.</param>
    public static IEnumerable<string> ProblemsOf(CSharpCompilation compilation) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString());
}
