using System.CommandLine;
using DistributedDL.Cli.OnlineLearning;

namespace DistributedDL.Cli.Tests.OnlineLearning;

public sealed class SnapshotOptionsTests
{
    [Theory]
    [InlineData("--snapshot-every 100 --snapshot-keep 3 --snapshot-promote --snapshot-guard accuracy --snapshot-margin 0.1")]
    [InlineData("--snapshot-interval 60 --snapshot-promote")]
    [InlineData("")]
    public void Validate_WhatFitsTogether_IsTaken(string options) => Assert.Empty(Faults(options));

    [Theory]
    [InlineData("--snapshot-keep 3", "--snapshot-keep needs --snapshot-every or --snapshot-interval")]
    [InlineData("--snapshot-promote", "--snapshot-promote needs --snapshot-every or --snapshot-interval")]
    [InlineData("--snapshot-every 5 --snapshot-guard accuracy", "--snapshot-guard needs --snapshot-promote")]
    [InlineData("--snapshot-every 5 --snapshot-margin 1", "--snapshot-margin needs --snapshot-guard")]
    public void Validate_WhatDoesNot_IsNamed(string options, string fault) => Assert.Equal([fault], Faults(options));

    private static IEnumerable<string> Faults(string options)
    {
        var command = new SessionOpenCommand();
        return command.Parse($"s --model net {options}").Errors.Select(error => error.Message);
    }
}
