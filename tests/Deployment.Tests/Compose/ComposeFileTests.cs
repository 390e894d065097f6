using DistributedDL.Deployment.Compose;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Compose;

public sealed class ComposeFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Read_WithMergedAnchors_GivesEachServiceItsOwnValues()
    {
        var service = Read("""
            x-base: &base { image: distributeddl:1, stop_grace_period: 40s, environment: { A__B: "1" } }
            services:
              one:
                <<: *base
                ports: ["127.0.0.1:8010:8000"]
                expose: ["9000"]
                volumes: ["data:/data", "./here:/there:ro"]
            """).Services.Single();
        Assert.Equal(("one", "distributeddl:1", TimeSpan.FromSeconds(40), "1"), (service.Name, service.Image, service.StopGracePeriod, service.Environment["A__B"]));
        Assert.Equal(new Dictionary<int, int?> { [9000] = null, [8000] = 8010 }, service.Ports);
        Assert.Equal("./here", service.Mounts["/there"]);
    }

    [Theory]
    [InlineData("services: { one: { image: [a] } }", "services.one.image is not a text")]
    [InlineData("services: { one: { image: a, ports: ['8000'] } }", "services.one.ports[0] is not of the form")]
    [InlineData("services: { one: { image: a, stop_grace_period: 1m } }", "services.one.stop_grace_period is not a number of seconds")]
    [InlineData("services: { one: { image: a, volumes: [data] } }", "services.one.volumes[0] is not of the form SOURCE:PATH")]
    [InlineData("volumes: {}", "has no services")]
    [InlineData("", "has no services")]
    [InlineData("services:\n  one: { image: a }\n more\n", "is not a mapping in YAML; line 3, column 2")]
    [InlineData("[services]", "is not a mapping in YAML; line 1")]
    public void Read_WhatIsNotUnderstood_NamesPlaceAndFault(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => Read(text)).Message);

    private ComposeFile Read(string text) => ComposeFile.Read(_folder.Write("compose.yml", text));

    public void Dispose() => _folder.Dispose();
}
