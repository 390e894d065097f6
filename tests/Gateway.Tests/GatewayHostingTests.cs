using DistributedDL.Client.Models;
using DistributedDL.Gateway.Tests.Hosting;

namespace DistributedDL.Gateway.Tests;

public sealed class GatewayHostingTests(GatewayHost host)
{
    [Fact]
    public async Task Root_AfterStart_SaysWhatThisIs() =>
        Assert.StartsWith("DistributedDL", await host.Http.GetStringAsync(host.HttpAddress));

    [Fact]
    public async Task GetModel_AfterStart_Answers()
    {
        var model = await new ModelService.ModelServiceClient(host.Channel).GetModelAsync(new GetModelRequest { Name = "digits" });
        Assert.Equal("digits", model.Name);
    }
}
