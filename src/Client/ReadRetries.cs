using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace DistributedDL.Client;

/// <summary>Which calls gRPC makes again by itself where a server is UNAVAILABLE: those that change nothing. Of any other only its caller can tell what making it twice does.</summary>
internal static class ReadRetries
{
    /// <param name="attempts">With the first.</param>
    public static ServiceConfig Config(int attempts)
    {
        var method = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = attempts,
                InitialBackoff = TimeSpan.FromSeconds(0.2),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var read in ReadMethods.All) method.Names.Add(new MethodName { Service = read.Service.FullName, Method = read.Name });
        return new ServiceConfig { MethodConfigs = { method } };
    }
}
