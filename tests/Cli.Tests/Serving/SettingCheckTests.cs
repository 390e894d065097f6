using DistributedDL.Cli.Serving;
using Microsoft.Extensions.Configuration;

namespace DistributedDL.Cli.Tests.Serving;

public sealed class SettingCheckTests
{
    [Theory]
    [InlineData("Cluster:Rolez", "training", "Cluster:Rolez=training is no setting; did you mean Cluster:Roles?")]
    [InlineData("Clusterr:Roles", "x", "Clusterr:Roles=x is no setting; did you mean Cluster:Roles?")]
    [InlineData("Cluster:Mod", "Redis", "Cluster:Mod=Redis is no setting; did you mean Cluster:Mode?")]
    [InlineData("cluster:mod", "Redis", "cluster:mod=Redis is no setting; did you mean Cluster:Mode?")]
    [InlineData("Storage:Provder", "AzureBlob", "Storage:Provder=AzureBlob is no setting; did you mean Storage:Provider?")]
    [InlineData("Storage:Azure:Contaner", "x", "Storage:Azure:Contaner=x is no setting; did you mean Storage:Azure:Container?")]
    [InlineData("Storage:Azure:ConectionString", "secret", "Storage:Azure:ConectionString (its value is not shown) is no setting; did you mean Storage:Azure:ConnectionString?")]
    [InlineData("Cluster:Roles:0", "training", "Cluster:Roles:0=training is no setting; did you mean Cluster:Roles?")]
    [InlineData("Cluster:Takes", "All", "Cluster:Takes=All is no setting; did you mean Cluster:Roles?")]
    [InlineData("Cluster:ProbeTimeout", "abc", "Cluster:ProbeTimeout: 'abc' is no time span, as in 00:00:05 or 1.12:00:00 (days, then hours, minutes and seconds)")]
    [InlineData("Lanes:Training", "two", "Lanes:Training: 'two' is no whole number, as in 4, up to 2147483647")]
    [InlineData("Lanes:Training", "99999999999", "Lanes:Training: '99999999999' is no whole number, as in 4, up to 2147483647")]
    [InlineData("Prediction:CacheBytes", "1GB", "Prediction:CacheBytes: '1GB' is no whole number, as in 4, up to 9223372036854775807")]
    [InlineData("Training:ShareMemory", "maybe", "Training:ShareMemory: 'maybe' is no truth value, which is true or false")]
    public void Faults_InTheEnvironment_NameKeyAndValueAndWhatIsWanted(string key, string value, string fault) =>
        Assert.Equal([fault], SettingCheck.Faults(Configuration(key, value), []));

    [Theory]
    [InlineData("Fleet:Size")]
    [InlineData("Cluster")]
    [InlineData("PATH")]
    public void Faults_OfAnUnknownSection_AreOnTheCommandLineAlone(string key)
    {
        Assert.Empty(SettingCheck.Faults(Configuration(key, "x"), []));
        Assert.StartsWith($"{key}=x is no setting; did you mean ", Assert.Single(SettingCheck.Faults(Configuration(key, "x"), [key])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Debug")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "10")]
    [InlineData("cluster:roles", "training")]
    [InlineData("Cluster:ProbeTimeout", "00:00:01")]
    [InlineData("Training:ShareMemory", "False")]
    [InlineData("Storage:Fault", "append:17")]
    public void Faults_OfWhatIsRead_AreNone(string key, string value) => Assert.Empty(SettingCheck.Faults(Configuration(key, value), [key]));

    [Fact]
    public async Task Serve_WithAMisspeltSetting_DoesNotStart()
    {
        using var file = new TempFile("");

        var (code, output, error) = await Ddl.Run($"serve --http 0 --grpc 0 --metrics 0 --data {file.Path}/data --set Cluster:Rolez=training --set Clusterr:Mode=Redis");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(["error: 2 wrong settings", "  Cluster:Rolez=training is no setting; did you mean Cluster:Roles?", "  Clusterr:Mode=Redis is no setting; did you mean Cluster:Mode?"],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IConfiguration Configuration(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();
}
