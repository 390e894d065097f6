using DistributedDL.Client.Errors;
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
        var said = ServiceFailure.Of(failure);
        var lines = said.Lines();
        return said.Faults.Count > 1
            ? new CommandFailedException($"{said.Faults.Count} faults in what was given", lines)
            : new CommandFailedException(lines[0].Split('\n', 2)[0].Trim(), [.. lines.Skip(1)]);
    }
}
