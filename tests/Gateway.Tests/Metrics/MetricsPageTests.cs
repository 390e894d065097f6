using DistributedDL.Client.Models;
using DistributedDL.Client.Prediction;
using DistributedDL.Gateway.Tests.Hosting;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Metrics;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task Page_AfterCalls_CountsAndTimesThemByServiceMethodAndCode()
    {
        await using var host = await GatewayHost.Start();
        var models = new ModelService.ModelServiceClient(host.Channel);
        for (var i = 0; i < 3; i++) await models.GetModelAsync(new GetModelRequest { Name = "m" });
        await Assert.ThrowsAsync<RpcException>(async () => await models.GetModelAsync(new GetModelRequest { Name = "a/b" }));
        await new PredictionService.PredictionServiceClient(host.Channel).PredictAsync(new PredictRequest { Model = "m", Features = { 1, 2, 3, 4 } });

        var page = PrometheusText.Parse(await host.Http.GetStringAsync($"{host.MetricsAddress}/metrics"));

        Assert.Equal(3, Value(page, "ddl_requests_total", "OK"));
        Assert.Equal(1, Value(page, "ddl_requests_total", "INVALID_ARGUMENT"));
        Assert.Equal(3, page.Families["ddl_request_duration_seconds"].Samples.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal) && Of(sample.Labels, "OK")).Value);
        Assert.Equal(1, page.Families["ddl_predict_batch_examples"].Samples.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
        Assert.Equal(1, Assert.Single(page.Families["ddl_ready"].Samples).Value);
        Assert.All(page.Families["ddl_requests_active"].Samples, sample => Assert.Equal(0, sample.Value));
        Assert.All(page.Families.Where(family => family.Key.StartsWith("ddl_", StringComparison.Ordinal)), family => Assert.False(string.IsNullOrWhiteSpace(family.Value.Help), family.Key));
        Assert.Contains(page.Families.Keys, name => name.StartsWith("orleans_", StringComparison.Ordinal));
        Assert.Contains(page.Families.Keys, name => name.StartsWith("dotnet_", StringComparison.Ordinal));
    }

    private static double Value(PrometheusText page, string family, string code) => page.Families[family].Samples.Single(sample => Of(sample.Labels, code)).Value;

    private static bool Of(Dictionary<string, string> labels, string code) =>
        labels["service"] == "distributeddl.v1.ModelService" && labels["method"] == "GetModel" && labels["code"] == code;
}
