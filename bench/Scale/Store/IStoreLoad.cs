using Grpc.Net.Client;

namespace DistributedDL.Bench.Scale.Store;

internal interface IStoreLoad
{
    /// <summary>Makes what the load needs, once a server.</summary>
    Task Install(GrpcChannel channel);

    /// <summary>Calls or examples a second.</summary>
    Task<double> Rate(GrpcChannel channel);
}
