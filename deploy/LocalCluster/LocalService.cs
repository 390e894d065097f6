using DistributedDL.Deployment.Plan;
using DistributedDL.Deployment.Processes;

namespace DistributedDL.Deployment;

/// <summary>One service of a local cluster. Its ports and its data stay the same over any number of starts.</summary>
public sealed class LocalService
{
    // 128 + SIGKILL.
    private const int KilledCode = 137;

    private readonly ServicePlan _plan;
    private readonly LocalClusterOptions _options;
    private readonly Readiness _readiness;
    private ChildProcess? _child;

    internal LocalService(ServicePlan plan, LocalClusterOptions options, Readiness readiness) => (_plan, _options, _readiness) = (plan, options, readiness);

    public string Name => _plan.Name;

    public ServiceKind Kind => _plan.Kind;

    /// <summary><c>gateway</c>, <c>serving</c> or <c>training</c>; for other programs the service's name.</summary>
    public string Role => _plan.Role;

    /// <exception cref="InvalidOperationException">It is not running.</exception>
    public int ProcessId => Running.Id;

    public bool IsRunning => _child is { IsRunning: true };

    /// <summary>Where gRPC is; null where it is not.</summary>
    public Uri? Grpc => AddressOf("Gateway__GrpcPort");

    public Uri? Http => AddressOf("Gateway__HttpPort");

    /// <summary><c>/metrics</c> of a process of the service.</summary>
    public Uri? Metrics => AddressOf("Gateway__MetricsPort") is { } address ? new Uri(address, "metrics") : null;

    /// <summary>Where Redis, Azurite or Prometheus listens; null for a process of the service.</summary>
    public Uri? Address => Kind is ServiceKind.Silo or ServiceKind.Gateway ? null : new Uri($"{(Kind == ServiceKind.Redis ? "redis" : "http")}://{PortMap.Loopback}:{_plan.Ports.Values.Single()}");

    /// <summary>The configuration it is started with, as <c>Section__Key</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment => _plan.Environment;

    public string LogFile => Path.Combine(_options.Directory, "logs", $"{Name}.log");

    private ChildProcess Running => _child is { IsRunning: true } running ? running : throw new InvalidOperationException($"{Name} is not running");

    /// <summary>Starts it on the ports and data it had, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It runs already, or ended before it was ready; with the end of its log.</exception>
    /// <exception cref="TimeoutException">It was not ready within <see cref="LocalClusterOptions.StartLimit"/>.</exception>
    public async Task Start(CancellationToken cancellation = default)
    {
        await Launch();
        await WaitUntilReady(cancellation);
    }

    /// <summary>Starts it and does not wait.</summary>
    public async Task Launch()
    {
        if (IsRunning) throw new InvalidOperationException($"{Name} runs already, as process {ProcessId}");
        _child?.Dispose();
        _child = null;
        _child = await ChildProcess.Start(_plan.Command, _options.Directory, _plan.Environment, LogFile);
        _ = ReportEnd(_child);
    }

    public async Task WaitUntilReady(CancellationToken cancellation = default)
    {
        var running = _child ?? throw new InvalidOperationException($"{Name} was not started");
        using var limit = new CancellationTokenSource(_options.StartLimit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var ready = ReadyOf(running, either.Token);
        if (await Task.WhenAny(ready, running.Ended) == running.Ended)
        {
            await either.CancelAsync();
            await ((Task)ready).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException($"{Name} ended with code {await running.Ended} before it was ready: {EndOfLog()}");
        }
        try
        {
            await ready;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} was not ready after {_options.StartLimit.TotalSeconds:0} s: {EndOfLog()}");
        }
    }

    /// <summary>SIGKILL: nothing is written any more.</summary>
    public Task Kill() => Running.Kill();

    /// <summary>SIGTERM: what runs may finish, within the grace period of the compose file.</summary>
    /// <returns>The exit code; 137 when it took longer and was killed.</returns>
    public Task<int> Stop() => Stop(Running);

    /// <summary>SIGSTOP: it is there and does nothing, as in a long pause or behind a cut network.</summary>
    public void Freeze() => Running.Send(Signal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Running.Send(Signal.Continue);

    internal async Task End()
    {
        if (_child is null) return;
        if (_child.IsRunning) await Stop(_child);
        await _child.Ended;
        _child.Dispose();
    }

    internal static string? AddressIn(ServicePlan plan, string key) => plan.Environment.TryGetValue(key, out var port) ? $"http://{PortMap.Loopback}:{port}" : null;

    private async Task<int> Stop(ChildProcess running)
    {
        var code = await running.Stop(_plan.StopGracePeriod, _options.Time);
        if (code == KilledCode) _options.Report($"{Name} did not stop within {_plan.StopGracePeriod.TotalSeconds:0} s and was killed: {EndOfLog()}");
        return code;
    }

    private Uri? AddressOf(string key) => AddressIn(_plan, key) is { } address ? new Uri(address) : null;

    private async Task ReadyOf(ChildProcess running, CancellationToken cancellation)
    {
        // A process of the service says so itself, and then its readiness is asked as a probe would.
        if (Kind is ServiceKind.Silo or ServiceKind.Gateway) await running.FirstLine.WaitAsync(cancellation);
        await _readiness.Wait(_plan, cancellation);
    }

    private async Task ReportEnd(ChildProcess running)
    {
        var code = await running.Ended;
        if (running.EndsByItself) _options.Report($"{Name} (process {running.Id}) ended by itself with code {code}: {EndOfLog()}");
    }

    private string EndOfLog() => string.Join(" | ", File.ReadLines(LogFile).TakeLast(5)) is { Length: > 0 } lines ? $"{lines} ({LogFile})" : $"its log is empty ({LogFile})";
}
