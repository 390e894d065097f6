using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Serving;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Demo;

/// <summary>The demo's server: killed and started again on the same data and the same port.</summary>
internal sealed class DemoServer : IDisposable
{
    private readonly string data;
    private readonly DemoStage stage;
    private readonly CommandCall call;
    private ServerProcess process;

    private DemoServer(string data, DemoStage stage, CommandCall call, ServerProcess process) =>
        (this.data, this.stage, this.call, this.process) = (data, stage, call, process);

    public Uri Address => process.Grpc;

    public static async Task<DemoServer> Start(string folder, DemoStage stage, CommandCall call)
    {
        var data = Path.Combine(folder, "data");
        var began = call.Time.GetTimestamp();
        var process = await ProgressLine.Show(call, "starting", _ => ServerProcess.Start(data, 0, call.Cancellation));
        stage.Say($"ready after {Seconds(call, began)} at {process.Grpc}");
        return new DemoServer(data, stage, call, process);
    }

    public async Task KillAndStartAgain()
    {
        var killed = process.Id;
        process.Kill();
        process.Dispose();
        var began = call.Time.GetTimestamp();
        process = await ServerProcess.Start(data, process.Grpc.Port, call.Cancellation);
        stage.Say($"[red]kill -9 {killed}[/], and started again on the same data: ready after {Seconds(call, began)}");
    }

    public Task Stop() => process.Stop();

    private static string Seconds(CommandCall call, long began) =>
        string.Create(CultureInfo.InvariantCulture, $"{call.Time.GetElapsedTime(began).TotalSeconds:0.0} s");

    public void Dispose() => process.Dispose();
}
