using DistributedDL.Client.Errors;
using Grpc.Core;

namespace DistributedDL.Cli.CommandLine;

/// <summary>
/// Makes a call that changes nothing again while the server says that it is UNAVAILABLE, as in the seconds after a silo died. Where nobody answers, which the
/// client's own attempts would cover too, the first failure stands: a command says at once that there is no server.
/// </summary>
internal static class ReadAttempts
{
    /// <summary>With the first.</summary>
    public const int Most = 5;

    /// <summary>A server that asks for a longer pause is told to the user instead of waited for.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    // 0.2, 0.4, 0.8 and 1.6 s, as the client pauses, where the server does not say.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.2);

    /// <exception cref="RpcException">The last attempt's failure, or one that another attempt would not end.</exception>
    public static async Task<T> Make<T>(Func<Task<T>> read, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                return await read();
            }
            catch (RpcException e) when (attempt < Most && IsSaidByServer(e) && (pause = Pause(e, attempt)) <= MaxPause) { }
            await Task.Delay(pause, time, cancellation);
        }
    }

    private static bool IsSaidByServer(RpcException e) => e.StatusCode is StatusCode.Unavailable && e.Status.DebugException is null;

    private static TimeSpan Pause(RpcException e, int attempt) => ServiceFailure.Of(e).RetryAfter ?? FirstPause * Math.Pow(2, attempt - 1);
}
