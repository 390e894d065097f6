using System.Net;
using System.Net.Sockets;
using DistributedDL.Deployment.Plan;

namespace DistributedDL.Deployment.Processes;

/// <summary>Whether a service answers, asked in its own protocol.</summary>
internal sealed class Readiness(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);
    private readonly HttpClient _client = new() { Timeout = AnswerLimit };

    /// <exception cref="OperationCanceledException">Not in time.</exception>
    public async Task Wait(ServicePlan plan, CancellationToken cancellation)
    {
        while (!await Answers(plan, cancellation)) await Task.Delay(Interval, time, cancellation);
    }

    private async Task<bool> Answers(ServicePlan plan, CancellationToken cancellation)
    {
        try
        {
            return plan.Kind switch
            {
                ServiceKind.Redis => await Ping(plan.Ports.Values.Single(), cancellation),
                ServiceKind.Azurite => await Get($"http://{PortMap.Loopback}:{plan.Ports.Values.Single()}/", _ => true, cancellation),
                ServiceKind.Prometheus => await Get($"http://{PortMap.Loopback}:{plan.Ports.Values.Single()}/-/ready", IsOk, cancellation),
                _ => await Get($"{LocalService.AddressIn(plan, "Gateway__HttpPort")}/health/ready", IsOk, cancellation),
            };
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static bool IsOk(HttpStatusCode code) => code == HttpStatusCode.OK;

    private async Task<bool> Get(string url, Func<HttpStatusCode, bool> isReady, CancellationToken cancellation)
    {
        using var response = await _client.GetAsync(url, cancellation);
        return isReady(response.StatusCode);
    }

    private static async Task<bool> Ping(int port, CancellationToken cancellation)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port, cancellation);
        var stream = connection.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellation);
        var answer = new byte[5];
        await stream.ReadExactlyAsync(answer, cancellation);
        return answer.AsSpan().SequenceEqual("+PONG"u8);
    }

    public void Dispose() => _client.Dispose();
}
