using DistributedDL.Cli.Training;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Tests.Training;

public sealed class NamedParametersTests
{
    [Fact]
    public void TryParse_NameAlone_HasNoParameters()
    {
        var parsed = NamedParameters.TryParse("adam")!;

        Assert.Equal(("adam", 0), (parsed.Name, parsed.Parameters.Fields.Count));
    }

    [Fact]
    public void TryParse_Parameters_HaveTheirTypes()
    {
        var parsed = NamedParameters.TryParse("sgd:momentum=0.9, nesterov=true,mode=fast,decay=1e-4")!;

        Assert.Equal("sgd", parsed.Name);
        Assert.Equal(
            new Struct { Fields = { ["momentum"] = Value.ForNumber(0.9), ["nesterov"] = Value.ForBool(true), ["mode"] = Value.ForString("fast"), ["decay"] = Value.ForNumber(1e-4) } },
            parsed.Parameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":a=1")]
    [InlineData("sgd:")]
    [InlineData("sgd:momentum")]
    [InlineData("sgd:=1")]
    [InlineData("sgd:a=1,a=2")]
    public void TryParse_OtherForms_AreNone(string text) => Assert.Null(NamedParameters.TryParse(text));
}
