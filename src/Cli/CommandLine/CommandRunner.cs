using System.CommandLine;
using System.CommandLine.Invocation;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Parses and runs a command line: 0 on success, 1 on a failure, 2 on wrong usage.</summary>
internal static class CommandRunner
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;

    // `@name` is no file of arguments here.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> Run(RootCommand root, IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var parsed = root.Parse(arguments, Parsing);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            UsageReport.Write(parsed, error);
            return WrongUsage;
        }
        var ownsSignals = parsed.CommandResult.Command is DdlCommand { HandlesSignals: true };
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = ownsSignals ? null : TimeSpan.FromSeconds(10),
        });
    }
}
