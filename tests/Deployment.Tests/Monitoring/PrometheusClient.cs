using System.Globalization;
using System.Text.Json.Nodes;

namespace DistributedDL.Deployment.Tests.Monitoring;

/// <summary>The HTTP API of a running Prometheus.</summary>
internal sealed class PrometheusClient(Uri address)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly HttpClient Http = new() { Timeout = Limit };

    /// <returns>Null when the query is good, else what is wrong with it.</returns>
    public async Task<string?> Fault(string query) => (string?)(await Get($"query?query={Uri.EscapeDataString(query)}"))["error"];

    public async Task<IReadOnlyList<(string Role, string Health, string Error)>> WaitForTargets(Func<IReadOnlyList<(string Role, string Health, string Error)>, bool> areThere)
    {
        IReadOnlyList<(string Role, string Health, string Error)> last = [];
        await Until(async () => areThere(last = [.. (await Get("targets"))["data"]!["activeTargets"]!.AsArray().Select(Target!)]), () => string.Join("; ", last));
        return last;
    }

    public async Task WaitForValue(string query, double expected)
    {
        string? last = null;
        await Until(async () => (last = (string?)(await Get($"query?query={Uri.EscapeDataString(query)}"))["data"]!["result"]!.AsArray().SingleOrDefault()?["value"]?[1])
            == expected.ToString(CultureInfo.InvariantCulture), () => $"{query} is {last}");
    }

    private static (string, string, string) Target(JsonNode target) => ((string?)target["labels"]!["role"] ?? "", (string)target["health"]!, (string)target["lastError"]!);

    private async Task<JsonNode> Get(string path)
    {
        using var response = await Http.GetAsync(new Uri(address, $"api/v1/{path}"));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static async Task Until(Func<Task<bool>> isTrue, Func<string> last)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await isTrue())
        {
            Assert.False(limit.IsCancellationRequested, $"not within {Limit.TotalSeconds} s: {last()}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }
}
