using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests;

internal sealed record Outcome(int Code, string Output, string Error)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Output)!;

    public JsonObject Succeeded()
    {
        Assert.True(Code == 0, $"exit {Code}: {Error}{Output}");
        return Json;
    }

    /// <returns>What it said on standard error.</returns>
    public string Failed(int code = 1)
    {
        Assert.True(Code == code, $"exit {Code}: {Error}{Output}");
        Assert.Empty(Output);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return Error;
    }
}
