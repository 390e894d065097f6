using System.CommandLine;
using System.CommandLine.Parsing;

namespace DistributedDL.Cli.CommandLine;

/// <summary>For validators, which run also where a value could not be read: asking for it then would throw.</summary>
internal static class GivenOptions
{
    public static bool Has(this CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    public static bool Has(this CommandResult result, Option option, string text) => result.GetResult(option) is { Implicit: false, Tokens: [var token] } && token.Value == text;
}
