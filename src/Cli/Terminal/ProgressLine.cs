using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Terminal;

/// <summary>A progress bar on standard error; nothing at all where nobody watches.</summary>
internal class ProgressLine
{
    private static readonly ProgressLine Silent = new();

    public static Task<T> Show<T>(CommandCall call, string title, Func<ProgressLine, Task<T>> work) => Show(call, true, title, work);

    /// <param name="isAlone">False where several would be shown at once, for which a terminal has no room.</param>
    public static Task<T> Show<T>(CommandCall call, bool isAlone, string title, Func<ProgressLine, Task<T>> work) =>
        isAlone && Terminals.Watched && ReferenceEquals(call.Error, Console.Error) ? ProgressBar.Run(title, work) : work(Silent);

    /// <param name="done">Out of <paramref name="total"/>; any unit.</param>
    public virtual void Report(double done, double total, string text) { }
}
