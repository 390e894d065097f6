using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Models;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Gateway.Tests.Models;

public sealed class StructJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"units":10,"activation":"relu"}""")]
    [InlineData("""{"b":true,"a":null,"rate":0.00392156862745098,"shape":[1,[2,"x"]],"inner":{"deep":{"deeper":-1.5}}}""")]
    public void Write_WhatReadGave_IsTheSameText(string json)
    {
        List<FieldViolation> violations = [];

        Assert.Equal(json, StructJson.Write(StructJson.Read(json), "p", violations));
        Assert.Empty(violations);
    }

    [Fact]
    public void Write_NoStruct_IsAnEmptyObject() => Assert.Equal("{}", StructJson.Write(null, "p", []));

    [Fact]
    public void Write_NotFiniteNumbers_AreNamed()
    {
        List<FieldViolation> violations = [];
        StructJson.Write(new Struct { Fields = { ["units"] = Value.ForNumber(double.NaN), ["shape"] = Value.ForList(Value.ForNumber(1), Value.ForNumber(double.PositiveInfinity)) } }, "p", violations);

        Assert.Equal(["p.units", "p.shape[1]"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Write_NestedTooDeep_IsNamed()
    {
        var value = Value.ForNumber(1);
        for (var i = 0; i < 40; i++) value = Value.ForList(value);
        List<FieldViolation> violations = [];

        StructJson.Write(new Struct { Fields = { ["x"] = value } }, "p", violations);

        Assert.Contains("deeper than 16", Assert.Single(violations).Description, StringComparison.Ordinal);
    }
}
