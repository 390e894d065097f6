using System.Net;
using System.Net.Sockets;
using DistributedDL.Client.Models;
using DistributedDL.Gateway.Endpoints;
using DistributedDL.Gateway.Tests.Hosting;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Tests.Endpoints;

public sealed class GatewayEndpointsTests(GatewayHost host)
{
    [Fact]
    public void Endpoints_PortZero_AreThreeThatAreBound() =>
        Assert.Equal(3, new[] { host.Endpoints.Http, host.Endpoints.Grpc, host.Endpoints.Metrics }.Where(endpoint => endpoint.Port > 0 && IPAddress.IsLoopback(endpoint.Address)).Distinct().Count());

    [Theory]
    [InlineData("Gateway:HttpPort")]
    [InlineData("Gateway:GrpcPort")]
    [InlineData("Gateway:MetricsPort")]
    public async Task Start_PortInUse_NamesPortAndOption(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var e = await Assert.ThrowsAsync<ListenException>(() => GatewayHost.Start((option, $"{port}")));

        Assert.Equal((option, port), (e.Option, e.Port));
        Assert.StartsWith($"cannot listen on port {port} ({option}): another process uses it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_NamesAddressAndOption()
    {
        var e = await Assert.ThrowsAsync<ListenException>(() => GatewayHost.Start(("Gateway:BindAddress", "192.0.2.1")));

        Assert.Contains("no address 192.0.2.1 (Gateway:BindAddress)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BadOptions_NamesEveryFault()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.Start(("Gateway:HttpPort", "-1"), ("Gateway:MaxUploadFiles", "0")));

        Assert.Equal(["Gateway:HttpPort is -1; it must be 0 to 65535", "Gateway:MaxUploadFiles is 0; it must be 1 to 100000"], e.Failures);
    }

    [Fact]
    public async Task Metrics_OnTheHttpPort_AreNotThere() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync($"{host.HttpAddress}/metrics")).StatusCode);

    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    public async Task Others_OnTheMetricsPort_AreNotThere(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync(host.MetricsAddress + path)).StatusCode);

    [Fact]
    public async Task Reflection_ListServices_NamesThemAll()
    {
        using var call = new ServerReflection.ServerReflectionClient(host.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
        await call.ResponseStream.MoveNext();
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();

        Assert.Superset(
            new HashSet<string> { "distributeddl.v1.DatasetService", "distributeddl.v1.ModelService", "distributeddl.v1.TrainingService", "distributeddl.v1.PredictionService", "distributeddl.v1.OnlineLearningService", "grpc.health.v1.Health" },
            names.ToHashSet());
    }

    [Fact]
    public async Task Message_AboveTheLimit_IsResourceExhausted()
    {
        var request = new GetModelRequest { Name = new string('a', 5 << 20) };

        var e = await Assert.ThrowsAsync<RpcException>(async () => await new ModelService.ModelServiceClient(host.Channel).GetModelAsync(request));

        Assert.Equal(StatusCode.ResourceExhausted, e.StatusCode);
    }
}
