using DistributedDL.Cli.Terminal;
using Spectre.Console;

namespace DistributedDL.Cli.Demo;

/// <summary>What a demo says, in steps.</summary>
internal sealed class DemoStage(TextWriter output)
{
    private readonly IAnsiConsole console = Terminals.On(output);
    private int steps;

    public void Begin(string title, string description)
    {
        console.MarkupLineInterpolated($"{(steps == 0 ? "" : "\n")}[bold blue]{++steps}[/]  [bold]{title}[/]");
        console.MarkupLineInterpolated($"   [grey]{description}[/]");
    }

    public void Say(FormattableString markup)
    {
        console.Markup("   ");
        console.MarkupLineInterpolated(markup);
    }

    /// <summary>Lines as they are.</summary>
    public void Show(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) output.WriteLine($"   {line}".TrimEnd());
    }

    public void Blank() => output.WriteLine();
}
