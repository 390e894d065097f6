using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;

namespace DistributedDL.Contracts.Tests.Naming;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("net-2.v1_final")]
    public void IsValid_GoodName_IsTrue(string name) => Assert.True(ResourceName.IsValid(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData(".hidden")]
    [InlineData("-flag")]
    [InlineData("_a")]
    [InlineData("naïve")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("net@2")]
    public void IsValid_BadName_IsFalse(string? name) => Assert.False(ResourceName.IsValid(name));

    [Fact]
    public void IsValid_LongestNameAndOneMore_EndsAtTheBound()
    {
        Assert.True(ResourceName.IsValid(new string('a', 200)));
        Assert.False(ResourceName.IsValid(new string('a', 201)));
    }

    [Fact]
    public void Require_BadName_NamesFieldValueAndRule()
    {
        var fault = Assert.Throws<InvalidArgumentException>(() => ResourceName.Require("model", "a/b"));

        var violation = Assert.Single(fault.Violations);
        Assert.Equal("model", violation.Field);
        Assert.Contains("'a/b'", violation.Description, StringComparison.Ordinal);
        Assert.Contains("1 to 200 characters", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_HugeName_IsShownShort()
    {
        var fault = Assert.Throws<InvalidArgumentException>(() => ResourceName.Require("model", new string('x', 100_000)));

        Assert.InRange(fault.Message.Length, 1, 300);
        Assert.Contains("(100000 characters)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralNames_CollectsEachFault()
    {
        var violations = new List<FieldViolation>();

        ResourceName.Check("model", "good", violations);
        ResourceName.Check("dataset", "", violations);
        ResourceName.Check("session", null, violations);

        Assert.Equal(["dataset", "session"], violations.Select(violation => violation.Field));
    }
}
