using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DistributedDL.Clustering;

/// <summary>The Redis of the cluster, for what Orleans does not ask it: whether it is there, and which store the cluster has. Thread-safe; connects with the first question.</summary>
public sealed class ClusterRedis(IOptions<ClusterJoinOptions> options) : IDisposable
{
    private const string Key = $"{ClusterJoinOptions.Section}:{nameof(ClusterJoinOptions.Redis)}";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private ConnectionMultiplexer? _connection;

    /// <returns>Null when it answers, or when the cluster needs none; else key, address and why, without its password.</returns>
    public async Task<string?> FindFault(CancellationToken cancellation)
    {
        if (options.Value.JoinsBy != ClusterMode.Redis) return null;
        try
        {
            await Ask(redis => redis.PingAsync(), cancellation);
            return null;
        }
        catch (RedisUnreachableException e)
        {
            return e.Message;
        }
    }

    /// <summary>The key of the id of the cluster's store.</summary>
    public string StoreKey => $"{options.Value.ServiceId}/store/{options.Value.ClusterId}";

    /// <summary>Makes a store the cluster's, where it has none yet.</summary>
    /// <returns>The id of the cluster's store.</returns>
    /// <exception cref="RedisUnreachableException">Redis does not answer.</exception>
    public Task<string> ClaimStore(string id, CancellationToken cancellation) => Ask(async redis =>
        await redis.StringSetAsync(StoreKey, id, when: When.NotExists) ? id : (string?)await redis.StringGetAsync(StoreKey) ?? id, cancellation);

    /// <returns>The id of the cluster's store; null where it has none yet.</returns>
    /// <exception cref="RedisUnreachableException">Redis does not answer.</exception>
    public Task<string?> FindStore(CancellationToken cancellation) => Ask(async redis => (string?)await redis.StringGetAsync(StoreKey), cancellation);

    private async Task<T> Ask<T>(Func<IDatabase, Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await question((await Connect(cancellation)).GetDatabase()).WaitAsync(AnswerLimit, TimeProvider.System, cancellation);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or SocketException)
        {
            throw new RedisUnreachableException($"{Key}: no answer at {Address(options.Value.Redis!)} ({Reason(e)})", e);
        }
    }

    private async Task<ConnectionMultiplexer> Connect(CancellationToken cancellation)
    {
        await _connecting.WaitAsync(cancellation);
        try
        {
            var given = ConfigurationOptions.Parse(options.Value.Redis!);
            (given.AbortOnConnectFail, given.ConnectRetry) = (true, 1);
            // A connection that was there comes back by itself.
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(given);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Hosts and ports alone: the rest may be a secret.</summary>
    internal static string Address(string connection)
    {
        var given = ConfigurationOptions.Parse(connection);
        return string.Join(", ", given.EndPoints.Select(one => one switch
        {
            DnsEndPoint dns => $"{dns.Host}:{Port(dns.Port)}",
            IPEndPoint ip => new IPEndPoint(ip.Address, Port(ip.Port)).ToString(),
            _ => string.Create(CultureInfo.InvariantCulture, $"{one}"),
        }));

        int Port(int port) => port != 0 ? port : given.Ssl ? 6380 : 6379;
    }

    private static string Reason(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException socket: return socket.Message;
                case RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }: return "it refuses the user or the password";
                case RedisServerException said: return said.Message;
            }
        }
        return failure is RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect } ? "no connection" : "no answer in time";
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connecting.Dispose();
    }
}
