namespace DistributedDL.Clustering.Tests;

public sealed class SiloNameTests
{
    [Theory]
    [InlineData("serving+training-2@host-7/4711", ProcessRoles.Serving | ProcessRoles.Training, 2, "host-7/4711")]
    [InlineData("gateway+serving+training-1@a", ProcessRoles.All, 1, "a")]
    [InlineData("serving-0@x@y", ProcessRoles.Serving, 0, "x@y")]
    public void Parse_AName_GivesWhatItSaysAndWritesItAgain(string name, ProcessRoles roles, int lanes, string place)
    {
        var parsed = SiloName.Parse(name);

        Assert.Equal(new SiloName(roles, lanes, place), parsed);
        Assert.Equal(name, parsed!.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Silo_1234")]
    [InlineData("training@host")]
    [InlineData("training-x@host")]
    [InlineData("training--1@host")]
    [InlineData("cooking-1@host")]
    public void Parse_AnyOtherName_IsNull(string? name) => Assert.Null(SiloName.Parse(name));
}
