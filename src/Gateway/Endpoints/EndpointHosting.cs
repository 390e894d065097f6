using DistributedDL.Gateway.Errors;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Endpoints;

/// <summary>Kestrel on the three ports, and the gRPC server behind one of them.</summary>
internal static class EndpointHosting
{
    public static void AddEndpoints(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new GatewayEndpoints(provider.GetRequiredService<IOptions<GatewayOptions>>(), provider.GetRequiredService<DoorPlan>()));
        services.TryAddSingleton<SocketTransportFactory>();
        services.AddSingleton<IConnectionListenerFactory, NamingListenerFactory>();
        services.AddOptions<KestrelServerOptions>().Configure<GatewayEndpoints>((kestrel, endpoints) =>
        {
            kestrel.AddServerHeader = false;
            endpoints.Listen(kestrel);
        });
    }

    public static void AddGrpcServer(this IServiceCollection services)
    {
        services.AddGrpc(grpc => grpc.Interceptors.Add<CallInterceptor>());
        services.AddGrpcReflection();
        services.TryAddSingleton<CallInterceptor>();
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<GatewayOptions>>((grpc, gateway) =>
            grpc.MaxReceiveMessageSize = gateway.Value.MaxReceiveMessageBytes);
    }
}
