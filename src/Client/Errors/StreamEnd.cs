using Grpc.Core;

namespace DistributedDL.Client.Errors;

/// <summary>How the writing half of a stream learns that the call is over.</summary>
internal static class StreamEnd
{
    /// <summary>
    /// Writing fails in one of several ways, by how far the end has been noticed: the call's status, a completed call, or a
    /// connection that was just cut. None of them says more than the reading half's status, so that one is to be told.
    /// </summary>
    public static bool IsToldToReader(Exception e) => e is RpcException or InvalidOperationException or IOException or HttpRequestException;
}
