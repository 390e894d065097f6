namespace DistributedDL.Deployment.Tests.Settings;

public sealed class HostSettingsTests
{
    [Fact]
    public async Task Faults_OfAMisspeltKey_NamesIt() =>
        Assert.Contains(await HostSettings.Faults(new Dictionary<string, string> { ["Gateway__HtpPort"] = "8000" }), fault => fault.Contains("Gateway:HtpPort"));

    [Fact]
    public async Task Faults_OfAnUnknownSection_NamesIt() =>
        Assert.Contains(await HostSettings.Faults(new Dictionary<string, string> { ["Lane__Training"] = "1" }), fault => fault.Contains("Lane:Training"));

    [Fact]
    public async Task Faults_OfAValueOutOfBounds_SaysTheValidatorsWord() =>
        Assert.Contains(await HostSettings.Faults(new Dictionary<string, string> { ["Lanes__Training"] = "65" }), fault => fault.Contains("65") && fault.Contains("64"));

    [Fact]
    public async Task Faults_OfGoodSettings_AreNone() =>
        Assert.Empty(await HostSettings.Faults(new Dictionary<string, string> { ["Lanes__Training"] = "2", ["Gateway__DrainDelay"] = "00:00:05", ["Gateway__BindAddress"] = "*" }));
}
