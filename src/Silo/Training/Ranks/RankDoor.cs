using System.Net;
using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Keeps the silo's listener for ranks open while the silo runs.</summary>
internal sealed class RankDoor(IOptions<SiloHostOptions> silo, IOptions<TrainingOptions> training, TimeProvider time, ILogger<RankListener> log) : IHostedService, IDisposable
{
    private RankListener? _listener;
    private IPAddress? _address;

    /// <summary>After the start.</summary>
    public RankListener Listener => _listener ?? throw new InvalidOperationException("the silo has not started, or it does not train");

    /// <summary>Where other silos call it.</summary>
    public string EndPoint => new IPEndPoint(_address!, Listener.Port).ToString();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _address = AdvertisedAddress.Resolve(silo.Value.AdvertisedAddress);
        var limits = new RankLimits { Join = training.Value.JoinTimeout, Silence = training.Value.RankTimeout };
        var listener = new RankListener(_address, silo.Value.RankPort, limits, training.Value.ShareMemory, time, log);
        try
        {
            listener.Start();
        }
        catch (System.Net.Sockets.SocketException e)
        {
            listener.Dispose();
            throw new IOException($"cannot listen on {_address}:{silo.Value.RankPort} ({SiloHostOptions.Section}:{nameof(SiloHostOptions.RankPort)}): {e.Message}", e);
        }
        _listener = listener;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener?.Dispose();
}
