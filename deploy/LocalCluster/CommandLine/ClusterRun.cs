using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DistributedDL.Deployment.CommandLine;

/// <summary>A cluster from its start to the signal that ends it.</summary>
internal static class ClusterRun
{
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    /// <returns>0, or 1 when it did not start.</returns>
    public static async Task<int> Run(LocalClusterOptions options, bool json, bool untilEndOfInput, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (untilEndOfInput) _ = CancelAtEndOfInput(end);
        try
        {
            await using var cluster = await LocalCluster.Start(options, end.Token);
            Show(cluster, options, json);
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            options.Report("Stopping: gateways, silos, stores…");
            return 0;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        // A program that is not there is a Win32Exception, on every system.
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or InvalidDataException or ArgumentException
            or UnauthorizedAccessException or Win32Exception)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return 1;
        }
    }

    private static void Show(LocalCluster cluster, LocalClusterOptions options, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(new JsonObject { ["directory"] = options.Directory, ["services"] = new JsonArray([.. cluster.Services.Select(Describe)]) }.ToJsonString(OneLine));
            return;
        }
        Console.Out.WriteLine($"{"service",-12} {"process",8}  {"gRPC",-24} {"HTTP",-24} metrics");
        foreach (var service in cluster.Services)
            Console.Out.WriteLine($"{service.Name,-12} {service.ProcessId,8}  {service.Grpc?.OriginalString,-24} {(service.Http ?? service.Address)?.OriginalString,-24} {service.Metrics}");
        Console.Out.WriteLine($"Data and logs are in {options.Directory}.{(cluster.Gateways is [var gateway, ..] ? $" A client: DDL_SERVER={gateway.OriginalString} ./ddl …" : "")}");
        Console.Out.WriteLine("Ctrl-C stops it.");
    }

    private static JsonObject Describe(LocalService service) => new()
    {
        ["name"] = service.Name,
        ["role"] = service.Role,
        ["process"] = service.ProcessId,
        ["grpc"] = service.Grpc?.OriginalString,
        ["http"] = service.Http?.OriginalString,
        ["metrics"] = service.Metrics?.ToString(),
        ["address"] = service.Address?.OriginalString,
        ["log"] = service.LogFile,
    };

    private static async Task CancelAtEndOfInput(CancellationTokenSource end)
    {
        // Reading the console is not asynchronous, whatever its methods are called.
        await Task.Run(() => Console.OpenStandardInput().CopyTo(Stream.Null));
        await end.CancelAsync();
    }
}
