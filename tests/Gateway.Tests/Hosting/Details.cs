using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>What a client reads out of a failed call.</summary>
internal static class Details
{
    public static async Task<RpcException> Fails(StatusCode code, Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == e.StatusCode, $"{code} expected: {e.Status}");
        return e;
    }

    /// <summary>The fields of an INVALID_ARGUMENT, in order.</summary>
    public static async Task<string[]> BadFields(Func<Task> call)
    {
        var e = await Fails(StatusCode.InvalidArgument, call);
        return [.. e.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => violation.Field)];
    }
}
