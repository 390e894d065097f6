namespace DistributedDL.Gateway.Tests;

public sealed class GatewayOptionsValidatorTests
{
    private static string[] Faults(GatewayOptions options) => [.. new GatewayOptionsValidator().Validate(null, options).Failures ?? []];

    [Fact]
    public void Validate_Defaults_AreSound() => Assert.Empty(Faults(new GatewayOptions()));

    [Fact]
    public void Validate_SeveralFaults_NamesEachWithValueAndBound() => Assert.Equal(
        [
            "Gateway:HttpPort is 70000; it must be 0 to 65535",
            "Gateway:MaxBatchExamples is 0; it must be 1 to 10000",
            "Gateway:WatchInterval is 00:00:00; it must be 00:00:00.0100000 to 00:01:00",
            "Gateway:BindAddress is 'nowhere'; it must be an IP address, 'localhost' or '*'",
        ],
        Faults(new GatewayOptions { HttpPort = 70_000, MaxBatchExamples = 0, WatchInterval = TimeSpan.Zero, BindAddress = "nowhere" }));

    [Fact]
    public void Validate_OnePortTwice_NamesBoth() =>
        Assert.Equal(["Gateway:HttpPort and Gateway:GrpcPort are both 9000; each needs a port of its own"], Faults(new GatewayOptions { HttpPort = 9000, GrpcPort = 9000 }));

    [Fact]
    public void Validate_FreePortsAsked_MayAllBeZero() => Assert.Empty(Faults(new GatewayOptions { HttpPort = 0, GrpcPort = 0, MetricsPort = 0 }));

    [Theory]
    [InlineData("localhost")]
    [InlineData("*")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public void Validate_KnownAddress_IsSound(string address) => Assert.Empty(Faults(new GatewayOptions { BindAddress = address }));
}
