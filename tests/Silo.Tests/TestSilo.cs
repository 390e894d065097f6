using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Tests;

/// <summary>A whole silo in this process: real lanes, real grains, real files.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _stopped;

    private TestSilo(IHost host) => _host = host;

    public IGrainFactory Grains => Get<IGrainFactory>();

    public IBlobStore Blobs => Get<IBlobStore>();

    public static Task<TestSilo> Start(string directory, params (string Key, string Value)[] settings) => Start(directory, null, settings);

    /// <summary>On a store of the test's own; the directory is not used.</summary>
    public static Task<TestSilo> Start(IBlobStore store, params (string Key, string Value)[] settings) => Start(Path.GetTempPath(), store, settings);

    private static async Task<TestSilo> Start(string directory, IBlobStore? store, (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = directory });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddDistributedDLSilo();
        if (store is not null) builder.Services.AddSingleton(store);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return new TestSilo(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>
    /// As near to a crash as one process allows: the store is torn from the running silo, which can write nothing any more,
    /// neither a checkpoint nor a last state; then the rest is taken down.
    /// </summary>
    public async Task Crash()
    {
        ((DirectoryBlobStore)Blobs).Dispose();
        await Stop();
    }

    public async Task Stop()
    {
        if (_stopped) return;
        _stopped = true;
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await Stop();
}
