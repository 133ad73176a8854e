using System.Text;

namespace Aquatope.Examples.Tests.Assets;

/// <summary>Writes the example documents: plain English reports, made from sentence patterns and a seed.</summary>
internal sealed class DocumentWriter(DocumentTheme theme, ulong seed)
{
    private static readonly string[] Qualities = Words("old,new,heavy,narrow,reliable,damaged,spare,polished,wooden,iron,portable,modern,forgotten,costly,simple,second,broad,quiet,worn,careful");
    private static readonly string[] Actions = Words("repaired,measured,inspected,moved,described,replaced,borrowed,counted,painted,tested,cleaned,photographed,adjusted,labelled,examined,delivered");
    private static readonly string[] Times = Words("early in the morning,before the first storm,after a long winter,during the busy season,at the end of the month,late in the evening,within a single week,shortly before noon,on the following day,throughout the summer");
    private static readonly string[] Reasons = Words("because the budget had been cut,although nobody had asked for it,so that the work could continue,since the weather was about to change,because visitors were expected,although the tools were missing,so that records would stay complete,since accidents had become frequent");
    private static readonly string[] Findings = Words("costs fell by a tenth,delays became rare,the damage was smaller than expected,two older mistakes came to light,the method could be taught in a day,fewer hands were needed,the results agreed with earlier years,demand rose faster than supply,safety improved at once,maintenance could be planned");
    private static readonly string[] Opinions = Words("sound,doubtful,overdue,remarkable,ordinary,premature,useful,instructive");

    private readonly SeededGenerator _random = new(seed);

    /// <summary>Paragraphs of eight to twelve sentences, each about one thing, up to the given length.</summary>
    public string Write(int length)
    {
        var text = new StringBuilder();
        for (int paragraph = 0; text.Length < length; paragraph++)
        {
            string subject = theme.Things[paragraph % theme.Things.Length];
            int sentences = 8 + _random.Next(5);
            for (int i = 0; i < sentences; i++)
            {
                text.Append(Sentence(subject)).Append(i + 1 < sentences ? ' ' : '\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private string Sentence(string subject)
    {
        string thing = _random.Next(10) < 7 ? subject : Pick(theme.Things);
        string other = Pick(theme.Things);
        string person = Pick(theme.People);
        string place = Pick(theme.Places);
        string sentence = _random.Next(9) switch
        {
            0 => $"the {person} {Pick(Actions)} the {Pick(Qualities)} {thing} {Pick(Times)}",
            1 => $"{Pick(Times)}, the {thing} near the {place} was {Pick(Actions)} by the {person}",
            2 => $"the {Pick(Qualities)} {thing} was {Pick(Actions)} {Pick(Reasons)}",
            3 => $"reports from the {place} show that, once the {thing} had been {Pick(Actions)}, {Pick(Findings)}",
            4 => $"the {person} called the plan for the {thing} {Pick(Opinions)} and compared it with the {other}",
            5 => $"between the {place} and the {Pick(theme.Places)}, {2 + _random.Next(40)} people handled the {thing} {Pick(Times)}",
            6 => $"a {Pick(Qualities)} {other} stood beside the {thing}, and the {person} {Pick(Actions)} both",
            7 => $"neither the {person} nor the {Pick(theme.People)} had {Pick(Actions)} the {thing} before, yet {Pick(Findings)}",
            _ => $"when the {other} failed, the {thing} at the {place} was {Pick(Actions)} instead, and {Pick(Findings)}",
        };
        return char.ToUpperInvariant(sentence[0]) + sentence[1..] + ".";
    }

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private static string[] Words(string list) => list.Split(',');
}
