using Grpc.Core;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Says on standard error why a command did not succeed: one line that can be read aloud, then details; never a stack trace.</summary>
internal static class FailureReport
{
    /// <returns>The exit code.</returns>
    public static int Write(Exception failure, CommandCall call)
    {
        var said = Explain(failure, call.Cancellation);
        call.Error.WriteLine($"error: {said.Message}");
        foreach (var line in said.Details) call.Error.WriteLine($"  {line}");
        return said.ExitCode;
    }

    private static CommandFailedException Explain(Exception failure, CancellationToken cancellation) => failure switch
    {
        CommandFailedException said => said,
        OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } when cancellation.IsCancellationRequested =>
            new CommandFailedException("interrupted"),
        RpcException rpc => ServerFailure.Explain(rpc),
        FileNotFoundException or DirectoryNotFoundException => new CommandFailedException(Sentence(failure)),
        UnauthorizedAccessException or IOException => new CommandFailedException(Sentence(failure)),
        _ => new CommandFailedException($"unexpected {failure.GetType().Name}: {Sentence(failure)}", "This is a defect of ddl."),
    };

    private static string Sentence(Exception failure) => failure.Message.ReplaceLineEndings(" ");
}
