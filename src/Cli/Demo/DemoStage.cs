using DistributedDL.Cli.Terminal;
using Spectre.Console;

namespace DistributedDL.Cli.Demo;

/// <summary>What a demo says, in steps.</summary>
internal sealed class DemoStage(TextWriter output)
{
    private readonly IAnsiConsole _console = Terminals.On(output);
    private int _steps;

    public void Begin(string title, string description)
    {
        _console.MarkupLineInterpolated($"{(_steps == 0 ? "" : "\n")}[bold blue]{++_steps}[/]  [bold]{title}[/]");
        _console.MarkupLineInterpolated($"   [grey]{description}[/]");
    }

    public void Say(FormattableString markup)
    {
        _console.Markup("   ");
        _console.MarkupLineInterpolated(markup);
    }

    /// <summary>Lines as they are.</summary>
    public void Show(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) output.WriteLine($"   {line}".TrimEnd());
    }

    public void Blank() => output.WriteLine();
}
