using System.Text;
using DistributedDL.Cli.Reports.Html;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Plots;

/// <summary>One line a window: <c>…text --predict next letter is--- x</c>, a wrong letter with the right one beside it.</summary>
public static class NextLettersText
{
    public static string Draw(IReadOnlyList<NextLetter> letters)
    {
        var html = new StringBuilder("<pre class=\"letters\">");
        foreach (var letter in letters)
        {
            html.Append(HtmlText.Escape(letter.Window)).Append("<i> --predict next letter is--- </i>");
            var kind = letter.IsRight switch { true => "right", false => "wrong", null => "open" };
            html.Append($"<b class=\"{kind}\">{Visible(letter.Predicted)}</b>");
            if (letter.IsRight == false) html.Append($" <i>✗ it is</i> <b>{Visible(letter.Actual!)}</b>");
            html.Append('\n');
        }
        return html.Append("</pre>").ToString();
    }

    private static string Visible(string letter) => letter == " " ? "␣" : HtmlText.Escape(letter);
}
