using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Cli.CommandLine;

/// <summary>What the server, or the way to it, said.</summary>
internal static class ServerFailure
{
    public static CommandFailedException Explain(RpcException failure)
    {
        var address = ServerAddress.Current;
        var onTheWay = failure.Status.DebugException is not null;
        return failure.StatusCode switch
        {
            StatusCode.Unavailable when onTheWay => new CommandFailedException(
                $"no server answers at {address}",
                "start one here:    ddl serve",
                $"or use another:    export {ServerAddress.Variable}=http://HOST:PORT"),
            StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented when onTheWay || failure.StatusCode is StatusCode.Unimplemented =>
                new CommandFailedException($"what answers at {address} is not the gRPC port of a DistributedDL server",
                    "ddl serve prints its addresses; the gRPC port is 8001 unless --grpc says otherwise"),
            StatusCode.DeadlineExceeded => new CommandFailedException($"the server at {address} did not answer in time"),
            _ => Said(failure),
        };
    }

    private static CommandFailedException Said(RpcException failure)
    {
        var status = failure.GetRpcStatus();
        var message = FirstLine(failure.Status.Detail) is { Length: > 0 } detail ? detail : failure.StatusCode.ToString();
        var faults = status?.GetDetail<BadRequest>()?.FieldViolations.Select(v => $"{v.Field}: {v.Description}").ToList() ?? [];
        if (faults.Count == 1) return new CommandFailedException(faults[0]);
        if (faults.Count > 1) return new CommandFailedException($"{faults.Count} faults in what was given", faults);
        var retry = status?.GetDetail<RetryInfo>()?.RetryDelay;
        return retry is null
            ? new CommandFailedException(message)
            : new CommandFailedException(message, $"try again in {retry.ToTimeSpan().TotalSeconds:0.###} s");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
