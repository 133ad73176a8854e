using System.Collections.Immutable;

namespace Aquatope.Cli;

/// <summary>The scripts of the shells. Each asks the command itself, by the directive that System.CommandLine answers.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # aquatope completion bash: add 'source <(aquatope completion bash)' to ~/.bashrc.
        _aquatope() {
            local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" found
            COMPREPLY=()
            while IFS= read -r found; do
                [[ "$found" == "$word"* ]] && COMPREPLY+=("$found")
            done < <(aquatope "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _aquatope aquatope

        """;

    private const string Zsh = """
        # aquatope completion zsh: add 'source <(aquatope completion zsh)' to ~/.zshrc, after compinit.
        _aquatope() {
            local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
            local -a found
            [[ $PREFIX == --*=* ]] && compset -P '*='
            found=(${(f)"$(aquatope "[suggest:${#line}]" "$line" 2>/dev/null)"})
            compadd -a found || _files
        }
        compdef _aquatope aquatope

        """;

    private const string Fish = """
        # aquatope completion fish: write it to ~/.config/fish/completions/aquatope.fish.
        function __aquatope_complete
            set -l line (commandline --current-process --cut-at-cursor)
            set -l option (string match --regex -- '^--[^=]+=' (commandline --current-token --cut-at-cursor))
            for found in (aquatope "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
                echo -- "$option$found"
            end
        end
        complete --command aquatope --arguments '(__aquatope_complete)'

        """;

    private const string PowerShell = """
        # aquatope completion pwsh: add 'aquatope completion pwsh | Out-String | Invoke-Expression' to $PROFILE.
        Register-ArgumentCompleter -Native -CommandName aquatope -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $option = if ($wordToComplete -match '^--[^=]+=') { $Matches[0] } else { '' }
            aquatope "[suggest:$cursorPosition]" "$commandAst".PadRight($cursorPosition) 2>$null |
                ForEach-Object { "$option$_" } | Where-Object { $_.StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase) } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    /// <summary>Gets the names of the shells.</summary>
    public static ImmutableArray<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Returns the script of a shell.</summary>
    /// <param name="shell">The shell's name.</param>
    /// <returns>The script, or null where there is none.</returns>
    public static string? Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        "pwsh" => PowerShell,
        _ => null,
    };
}
