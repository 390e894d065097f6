using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Tests.CommandLine;

public sealed class VersionedNameTests
{
    [Theory]
    [InlineData("net", "net", 0)]
    [InlineData("net@3", "net", 3)]
    [InlineData("a@b@12", "a@b", 12)]
    public void TryParse_NameWithOrWithoutVersion_GivesBoth(string text, string name, int version)
    {
        var parsed = VersionedName.TryParse(text);

        Assert.Equal((name, version), (parsed!.Name, parsed.Version));
        Assert.Equal(text, parsed.ToString());
    }

    [Theory]
    [InlineData("net@")]
    [InlineData("net@0")]
    [InlineData("net@-1")]
    [InlineData("net@latest")]
    [InlineData("net@99999999999")]
    public void TryParse_NoVersionAfterAt_GivesNull(string text) => Assert.Null(VersionedName.TryParse(text));
}
