namespace Aquatope.Examples.SocialNetwork;

/// <summary>Masks blocked words, also when letters are replaced by look-alike digits and signs.</summary>
/// <remarks>Aho and Corasick (1975) over the folded text. Thread-safe after construction.</remarks>
internal sealed class WordFilter
{
    private const int Letters = 26;

    private readonly List<int[]> _next = [NewState()];
    private readonly List<int> _longest = [0];

    public WordFilter()
    {
        foreach (string word in ExampleAssets.ReadLines("blocked-words.txt").Where(line => line.Length > 0))
        {
            Add(word);
        }

        LinkFailures();
    }

    public FilteredText Filter(string text)
    {
        char[] masked = text.ToCharArray();
        int words = 0;
        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int letter = Fold(text[i]);
            state = letter < 0 ? 0 : _next[state][letter];
            int length = _longest[state];
            if (length > 0 && IsWord(text, i - length + 1, i))
            {
                masked.AsSpan(i - length + 1, length).Fill('*');
                words++;
            }
        }

        return new FilteredText(new string(masked), words);
    }

    private static bool IsWord(string text, int first, int last) =>
        (first == 0 || Fold(text[first - 1]) < 0) && (last + 1 == text.Length || Fold(text[last + 1]) < 0);

    private static int Fold(char character) => char.ToLowerInvariant(character) switch
    {
        >= 'a' and <= 'z' and char letter => letter - 'a',
        '0' => 'o' - 'a',
        '1' => 'i' - 'a',
        '3' => 'e' - 'a',
        '4' or '@' => 'a' - 'a',
        '5' or '$' => 's' - 'a',
        '7' => 't' - 'a',
        _ => -1,
    };

    private static int[] NewState()
    {
        var state = new int[Letters];
        Array.Fill(state, -1);
        return state;
    }

    private void Add(string word)
    {
        int state = 0;
        foreach (char letter in word)
        {
            ref int next = ref _next[state][letter - 'a'];
            if (next < 0)
            {
                next = _next.Count;
                _next.Add(NewState());
                _longest.Add(0);
            }

            state = next;
        }

        _longest[state] = word.Length;
    }

    private void LinkFailures()
    {
        var failures = new int[_next.Count];
        var pending = new Queue<int>([0]);
        while (pending.TryDequeue(out int state))
        {
            int[] onFailure = _next[failures[state]];
            for (int letter = 0; letter < Letters; letter++)
            {
                int next = _next[state][letter];
                int fallback = state == 0 ? 0 : onFailure[letter];
                if (next < 0)
                {
                    _next[state][letter] = fallback;
                    continue;
                }

                failures[next] = fallback;
                _longest[next] = Math.Max(_longest[next], _longest[fallback]);
                pending.Enqueue(next);
            }
        }
    }
}
