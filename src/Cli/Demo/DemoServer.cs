using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Serving;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;

namespace DistributedDL.Cli.Demo;

/// <summary>The demo's own server, killed and started again on the same data and the same port; or a given one, which is left alone.</summary>
internal sealed class DemoServer : IDisposable
{
    private readonly string _data;
    private readonly DemoStage _stage;
    private readonly CommandCall _call;
    private ServerProcess? _process;

    private DemoServer(string data, DemoStage stage, CommandCall call, ServerProcess? process, DemoNames names) =>
        (_data, _stage, _call, _process, Names) = (data, stage, call, process, names);

    public DemoNames Names { get; }

    public DistributedDLClient Connect() => _process is null ? ServerAddress.Connect() : new DistributedDLClient(_process.Grpc);

    /// <summary>The server at DDL_SERVER.</summary>
    public static DemoServer Given(DemoStage stage, CommandCall call)
    {
        stage.Say($"at {ServerAddress.Current}");
        return new DemoServer("", stage, call, null, DemoNames.Unique());
    }

    public static async Task<DemoServer> Start(string folder, DemoStage stage, CommandCall call)
    {
        var data = Path.Combine(folder, "data");
        var began = call.Time.GetTimestamp();
        var process = await ProgressLine.Show(call, "starting", _ => ServerProcess.Start(data, 0, call.Cancellation));
        stage.Say($"ready after {Seconds(call, began)} at {process.Grpc.Authority}");
        return new DemoServer(data, stage, call, process, DemoNames.Plain);
    }

    public async Task KillAndStartAgain()
    {
        if (_process is null)
        {
            _stage.Say($"the server is not the demo's own, so nothing is killed");
            return;
        }
        var killed = _process.Id;
        _process.Kill();
        _process.Dispose();
        var began = _call.Time.GetTimestamp();
        _process = await ServerProcess.Start(_data, _process.Grpc.Port, _call.Cancellation);
        _stage.Say($"[red]kill -9 {killed}[/], and started again on the same data: ready after {Seconds(_call, began)}");
    }

    public Task Stop() => _process?.Stop() ?? Task.CompletedTask;

    private static string Seconds(CommandCall call, long began) =>
        string.Create(CultureInfo.InvariantCulture, $"{call.Time.GetElapsedTime(began).TotalSeconds:0.0} s");

    public void Dispose() => _process?.Dispose();
}
