using DistributedDL.Deployment.CommandLine;

namespace DistributedDL.Deployment.Tests.CommandLine;

public sealed class LocalClusterCommandTests
{
    private readonly LocalClusterCommand _command = new();

    [Theory]
    [InlineData("gateway=0")]
    [InlineData("training=33")]
    [InlineData("training=-1")]
    [InlineData("training")]
    public void Scale_OutsideItsBounds_NamesValueAndBound(string part) =>
        Assert.Equal($"'{part}' is not of the form ROLE=N with N from 0 to 32, of gateway from 1", Assert.Single(_command.Parse(["--scale", $"serving=2,{part}"]).Errors).Message);

    [Fact]
    public void Scale_WithinItsBounds_IsTaken() =>
        Assert.Equal(
            new Dictionary<string, int> { ["training"] = 0, ["serving"] = 32, ["gateway"] = 1 },
            _command.OptionsOf(_command.Parse(["--scale", "training=0,serving=32", "--scale", "gateway=1"])).Scale);

    [Fact]
    public void Set_OneKeyTwice_TakesTheLast() =>
        Assert.Equal(
            new Dictionary<string, string> { ["Lanes:Training"] = "3", ["Storage:Directory"] = "a=b" },
            _command.OptionsOf(_command.Parse(["--set", "Lanes:Training=2", "--set", "Storage:Directory=a=b", "--set", "Lanes:Training=3"])).Settings);
}
