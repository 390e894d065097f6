namespace DistributedDL.Cli.CommandLine;

/// <summary>A command did not succeed, for a reason that the user is told.</summary>
/// <param name="message">The first line, without <c>error:</c>.</param>
/// <param name="details">Further lines: one a fault, or what to do.</param>
internal sealed class CommandFailedException(string message, params IReadOnlyList<string> details) : Exception(message)
{
    public IReadOnlyList<string> Details { get; } = details;

    public int ExitCode { get; init; } = CommandRunner.Failure;

    public static CommandFailedException Usage(string message, params IReadOnlyList<string> details) =>
        new(message, details) { ExitCode = CommandRunner.WrongUsage };
}
