using Spectre.Console;

namespace DistributedDL.Cli.Terminal;

/// <summary>What stands behind standard output and standard error.</summary>
internal static class Terminals
{
    /// <summary>Someone watches: neither stream goes to a file or pipe.</summary>
    public static bool Watched => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    public static IAnsiConsole OnError() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static IAnsiConsole On(TextWriter output) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
}
