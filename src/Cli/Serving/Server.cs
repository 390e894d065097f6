using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Clustering;
using DistributedDL.Gateway;
using DistributedDL.Gateway.Endpoints;
using DistributedDL.Silo;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DistributedDL.Cli.Serving;

/// <summary>A process of the service from start to drained end: silo and gateway, or one of them, as section <c>Cluster</c> says.</summary>
internal static class Server
{
    private static readonly TimeSpan UndoLimit = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        // Advice on the collector's mode, a laptop that slept, a busy machine: no concern of an operator.
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Scheduler"] = "Error",
        // A failed start is said in one line, not as the host's exception.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        // Readiness is logged where it changes.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        ["Logging:LogLevel:Orleans.Messaging.GatewayManager"] = "Error",
    };

    /// <param name="settings">Given on the command line; they win over environment and file.</param>
    /// <param name="untilEndOfInput">Stop also when standard input ends: with the process that started this one.</param>
    /// <exception cref="CommandFailedException">It cannot start: a port in use, a locked or unwritable data directory, a wrong setting.</exception>
    public static async Task Run(CommandCall call, Dictionary<string, string?> settings, bool verbose, bool untilEndOfInput)
    {
        try
        {
            var builder = Prepare(settings, verbose);
            SettingCheck.Require(builder.Configuration, settings.Keys);
            await using var app = Build(builder);
            // Opened before anything else starts, so that a locked data directory is the first thing said.
            await OpenStore(app.Services, call.Cancellation);
            if (!await Start(app, call.Cancellation)) return;
            SayReady(call, app.Services);
            app.Lifetime.ApplicationStopping.Register(() => call.Error.WriteLine("Stopping: running calls finish, state is written…"));
            if (untilEndOfInput) _ = StopAtEndOfInput(app);
            await app.WaitForShutdownAsync(CancellationToken.None);
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } said)
        {
            throw said;
        }
    }

    // Any look will do: a store over a network says now, and not at the first call, that it is not reached or refuses the credential.
    private static async Task OpenStore(IServiceProvider services, CancellationToken cancellation) =>
        await services.GetRequiredService<IBlobStore>().GetProperties("serve", cancellation);

    private static string DataOf(IServiceProvider services)
    {
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        return storage.IsAzureBlob ? $"Azure Blob Storage, container {services.GetRequiredService<IOptions<AzureBlobOptions>>().Value.Container}" : Path.GetFullPath(storage.Directory);
    }

    /// <returns>False when it was told to stop while it waited for its cluster.</returns>
    private static async Task<bool> Start(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
            return true;
        }
        catch (Exception e)
        {
            var wasToldToStop = app.Lifetime.ApplicationStopping.IsCancellationRequested && StartFailure.IsInterruption(e);
            // What had started before stops in order.
            using var limit = new CancellationTokenSource(UndoLimit);
            await app.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (wasToldToStop) return false;
            throw;
        }
    }

    internal static WebApplication Build(Dictionary<string, string?> settings, bool verbose) => Build(Prepare(settings, verbose));

    private static WebApplicationBuilder Prepare(Dictionary<string, string?> settings, bool verbose)
    {
        var builder = WebApplication.CreateBuilder();
        // First in line, so that a file or the environment may say otherwise.
        if (!verbose) builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        else settings["Logging:LogLevel:Default"] = "Information";
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }

    private static WebApplication Build(WebApplicationBuilder builder)
    {
        var join = builder.Configuration.ReadClusterJoin();
        if (join.Takes.IsSilo()) builder.AddDistributedDLSilo();
        else builder.AddClient(join);
        if (join.JoinsBy == ClusterMode.Redis) builder.Services.AddStoreGuard<BlobStoreIdentity>();
        var isGateway = join.Takes.HasFlag(ProcessRoles.Gateway);
        _ = isGateway ? builder.AddDistributedDLGateway() : builder.AddDistributedDLOperations();
        var app = builder.Build();
        return isGateway ? app.MapDistributedDLGateway() : app.MapDistributedDLOperations();
    }

    private static void AddClient(this WebApplicationBuilder builder, ClusterJoinOptions join)
    {
        builder.Services.AddBlobStorage(builder.Configuration);
        builder.AddClusterClient(join);
        // The client waits for the first silo; health says so meanwhile.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
    }

    private static void SayReady(CommandCall call, IServiceProvider services)
    {
        var endpoints = services.GetRequiredService<GatewayEndpoints>();
        var data = DataOf(services);
        var grpc = endpoints.HasGrpc ? $"http://{endpoints.Grpc}" : null;
        call.Show(
            () => new JsonObject
            {
                ["grpc"] = grpc,
                ["http"] = $"http://{endpoints.Http}",
                ["metrics"] = $"http://{endpoints.Metrics}/metrics",
                ["data"] = data,
                ["process"] = Environment.ProcessId,
            },
            output =>
            {
                output.WriteLine("DistributedDL is ready.");
                if (grpc is not null) output.WriteLine($"  gRPC     {grpc}");
                output.WriteLine($"  HTTP     http://{endpoints.Http}");
                output.WriteLine($"  metrics  http://{endpoints.Metrics}/metrics");
                output.WriteLine($"  data     {data}");
                output.WriteLine("Ctrl-C stops it.");
            });
        call.Out.Flush();
    }

    private static async Task StopAtEndOfInput(WebApplication app)
    {
        // Reading the console is not asynchronous, whatever its methods are called: a signal must be heard meanwhile.
        await Task.Run(() => Console.OpenStandardInput().CopyTo(Stream.Null));
        app.Lifetime.StopApplication();
    }
}
