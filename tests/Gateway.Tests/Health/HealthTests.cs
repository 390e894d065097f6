using System.Net;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Training;
using DistributedDL.Gateway.Health;
using DistributedDL.Gateway.Tests.Hosting;
using DistributedDL.Gateway.Tests.OnlineLearning;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace DistributedDL.Gateway.Tests.Health;

public sealed class HealthTests(GatewayHost shared)
{
    public static TheoryData<string> Names => [.. HealthHosting.Services.Prepend("")];

    private static async Task<ServingStatus> Status(GatewayHost host, string service = "") =>
        (await new Grpc.Health.V1.Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest { Service = service })).Status;

    private static Task<HttpResponseMessage> Ready(GatewayHost host) => host.Http.GetAsync($"{host.HttpAddress}/health/ready");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Check_AfterStart_IsServing(string service) => Assert.Equal(ServingStatus.Serving, await Status(shared, service));

    [Fact]
    public async Task Check_UnknownService_IsNotFound() => await Details.Fails(StatusCode.NotFound, () => Status(shared, "nobody"));

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Http_AfterStart_IsHealthy(string path) => Assert.Equal(HttpStatusCode.OK, (await shared.Http.GetAsync(shared.HttpAddress + path)).StatusCode);

    [Fact]
    public async Task Ready_ClusterDoesNotAnswer_IsNotServingThenServingAgain()
    {
        await using var host = await GatewayHost.Start(("Gateway:ReadinessInterval", "00:01:00"));
        var readiness = host.App.Services.GetRequiredService<ClusterReadiness>();
        readiness.Record("the cluster does not answer: no silo answers");

        Assert.Equal(ServingStatus.NotServing, await Status(host));
        var response = await Ready(host);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("the cluster does not answer", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync($"{host.HttpAddress}/health/live")).StatusCode);

        readiness.Record(null);
        Assert.Equal(ServingStatus.Serving, await Status(host));
        Assert.Equal(HttpStatusCode.OK, (await Ready(host)).StatusCode);
    }

    [Fact]
    public async Task Stop_CallsUnderWay_FinishWhileReadinessIsFalseAndStreamsEnd()
    {
        await using var host = await GatewayHost.Start();
        var models = new ModelService.ModelServiceClient(host.Channel);
        var held = host.Stage.Holds["held"] = new TaskCompletionSource();
        var running = models.GetModelAsync(new GetModelRequest { Name = "held" }).ResponseAsync;
        using var watch = new TrainingService.TrainingServiceClient(host.Channel).WatchRun(new WatchRunRequest { Run = "running" });
        await watch.ResponseStream.MoveNext();
        using var learn = new OnlineLearningService.OnlineLearningServiceClient(host.Channel).Learn();
        await learn.RequestStream.WriteAsync(new LearnRequest { Start = new LearnStart { Session = "draining" } });
        await learn.ResponseStream.MoveNext();
        await learn.RequestStream.WriteAsync(LearnGroupTests.Labels(1, "no"));
        await learn.ResponseStream.MoveNext();
        await Wait.Until(() => host.App.Services.GetRequiredService<DrainSignal>().Calls == 3);

        host.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(ServingStatus.NotServing, await Status(host));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ready(host)).StatusCode);
        var stopping = host.App.StopAsync();

        await Details.Fails(StatusCode.Unavailable, async () => { while (await watch.ResponseStream.MoveNext()) { } });
        await Details.Fails(StatusCode.Unavailable, async () => { while (await learn.ResponseStream.MoveNext()) { } });
        await Details.Fails(StatusCode.Unavailable, async () => await models.GetModelAsync(new GetModelRequest { Name = "late" }));
        Assert.False(stopping.IsCompleted);
        held.SetResult();
        Assert.Equal("held", (await running).Name);
        await stopping;
    }

    [Fact]
    public async Task Stop_CallThatNeverEnds_IsCutOffAfterTheTimeout()
    {
        await using var host = await GatewayHost.Start(("Gateway:DrainTimeout", "00:00:00.200"));
        var held = host.Stage.Holds["forever"] = new TaskCompletionSource();
        var running = new ModelService.ModelServiceClient(host.Channel).GetModelAsync(new GetModelRequest { Name = "forever" }).ResponseAsync;
        await Wait.Until(() => host.App.Services.GetRequiredService<DrainSignal>().Calls == 1);

        var stopping = host.App.StopAsync();

        await Assert.ThrowsAsync<RpcException>(() => running);
        held.SetResult();
        await stopping;
        Assert.Contains(host.Log.Lines, line => line.Contains("1 calls did not end within 00:00:00.2", StringComparison.Ordinal));
    }
}
