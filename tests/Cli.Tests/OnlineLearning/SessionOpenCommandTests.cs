using System.CommandLine;
using DistributedDL.Cli.OnlineLearning;

namespace DistributedDL.Cli.Tests.OnlineLearning;

public sealed class SessionOpenCommandTests
{
    [Theory]
    [InlineData("--snapshot-every 100 --snapshot-keep 3 --snapshot-promote --snapshot-guard accuracy --snapshot-margin 0.1")]
    [InlineData("--snapshot-interval 60 --snapshot-promote")]
    [InlineData("")]
    public void Validate_WhatFitsTogether_IsTaken(string options) => Assert.Empty(Faults(options));

    [Theory]
    [InlineData("--snapshot-keep 3", "--snapshot-keep needs --snapshot-every or --snapshot-interval")]
    [InlineData("--snapshot-interval 1e300", "--snapshot-interval: 1E+300 is not within 1 to 2592000 seconds")]
    [InlineData("--max-staleness -1", "--max-staleness: -1 is not within 0 to 3600 seconds")]
    [InlineData("--ticket-lifetime 0.5", "--ticket-lifetime: 0.5 is not within 1 to 31622400 seconds")]
    [InlineData("--snapshot-every abc", "--snapshot-every: 'abc' is not a whole number of at least 1")]
    [InlineData("--replay-size 5 --replay-share abc", "--replay-share: 'abc' is not a number")]
    [InlineData("--unknown-labels shrink", "--unknown-labels: 'shrink' is neither refuse nor grow")]
    [InlineData("--hash-width abc --hash-columns a", "--hash-width: 'abc' is not a whole number of at least 1")]
    [InlineData("--max-classes 5 --unknown-labels refuse", "--max-classes needs --unknown-labels grow")]
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
