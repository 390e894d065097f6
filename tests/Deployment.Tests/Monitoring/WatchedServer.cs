using System.Diagnostics;
using System.Text.RegularExpressions;
using DistributedDL.Deployment.Tests.LocalClusters;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Monitoring;

/// <summary>A process of the service that has trained, served, learned and recovered, and a Prometheus that watches it.</summary>
public sealed partial class WatchedServer : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder = new();
    private readonly HashSet<string> _metrics = [];
    private LocalCluster? _cluster;

    /// <summary>Names of all series that /metrics has shown.</summary>
    internal IReadOnlySet<string> Metrics => _metrics;

    internal PrometheusClient Prometheus => new(_cluster!.Prometheus.Address!);

    public async ValueTask InitializeAsync()
    {
        CopyConfiguration();
        _cluster = await LocalCluster.Start(MiniCluster.Options(_folder, MiniCluster.Watched));
        await Ddl("dataset", "import", "digits", SourceTree.At("samples", "digits.csv.gz"), "--test-rows", "797");
        await Ddl("model", "create", "net", "--spec", SourceTree.At("samples", "digits-net.yaml"));
        await Ddl("train", "net", "--dataset", "digits", "--epochs", "2");
        // Examples of single calls are gathered; those of a whole split come in groups already.
        await Ddl("predict", "net", "--row", string.Join(',', Enumerable.Repeat(0, 64)));
        await Ddl("session", "open", "scanner", "--model", "net", "--drift", "ddm");
        await Ddl("session", "learn", "scanner", "--input", SourceTree.At("samples", "digits.csv.gz"), "--label", "64");
        await Ddl("session", "snapshot", "scanner");
        // A loss is shown while a run computes, and this one does for as long as it is looked at; with one rank, as there is one lane.
        await Ddl("train", "net", "--dataset", "digits", "--epochs", "100000", "--world-size", "3", "--detach");
        await Scrape("ddl_training_epoch_loss");
        // A recovery is shown once there was one.
        await _cluster["node-1"].Kill();
        await _cluster["node-1"].Start();
        await Ddl("session", "show", "scanner");
        await Scrape("ddl_session_recovery_duration_seconds_count");
    }

    private void CopyConfiguration()
    {
        var source = SourceTree.At("deploy", "prometheus");
        foreach (var file in Directory.GetFiles(source, "*.yml", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("prometheus", Path.GetRelativePath(source, file)), File.ReadAllText(file));
        _folder.Write("prometheus/prometheus.yml", """
            global: { scrape_interval: 1s, evaluation_interval: 1s }
            rule_files: [rules/*.yml]
            scrape_configs: [{ job_name: ddl, static_configs: [{ targets: ["node-1:8002"], labels: { role: "gateway,serving,training" } }] }]
            """);
    }

    /// <summary>Reads the page until it shows a metric.</summary>
    private async Task Scrape(string awaited)
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(Limit);
        for (var isThere = false; !isThere;)
        {
            var page = await http.GetStringAsync(_cluster!["node-1"].Metrics, limit.Token);
            foreach (Match match in SeriesName().Matches(page)) _metrics.Add(match.Value);
            isThere = _metrics.Contains(awaited);
            if (!isThere) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    private async Task Ddl(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [SourceTree.At(".build", "ddl", "ddl.dll"), .. arguments, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DDL_SERVER"] = _cluster!.Gateways.Single().OriginalString },
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"ddl {string.Join(' ', arguments)}: {await output}{await error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster["node-1"].Kill();
            await _cluster.DisposeAsync();
        }
        _folder.Dispose();
    }

    [GeneratedRegex(@"^[a-z_0-9]+(?=[{ ])", RegexOptions.Multiline)]
    private static partial Regex SeriesName();
}
