using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Terminal;

/// <summary>A progress bar on standard error; nothing at all where nobody watches.</summary>
internal class ProgressLine
{
    private static readonly ProgressLine Silent = new();

    public static Task<T> Show<T>(CommandCall call, string title, Func<ProgressLine, Task<T>> work) =>
        Terminals.Watched && ReferenceEquals(call.Error, Console.Error) ? ProgressBar.Run(title, work) : work(Silent);

    /// <param name="done">Out of <paramref name="total"/>; any unit.</param>
    public virtual void Report(double done, double total, string text) { }
}
