using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using DistributedDL.Deployment.Processes;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.LocalClusters;

public sealed class LocalClusterTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Service_KilledAndStartedAgain_HasItsPortAndItsData()
    {
        await using var cluster = await Start();
        Assert.Equal("+OK", await Ask(cluster.Redis, "SET key 7"));
        var (address, first) = (cluster.Redis.Address, cluster.Redis.ProcessId);
        await cluster.Redis.Kill();
        Assert.False(cluster.Redis.IsRunning);
        await cluster.Redis.Start();
        Assert.Equal(address, cluster.Redis.Address);
        Assert.NotEqual(first, cluster.Redis.ProcessId);
        Assert.Equal("$1", await Ask(cluster.Redis, "GET key"));
        Assert.False(_ended.Task.IsCompleted);
    }

    [Fact]
    public async Task Service_FrozenAndThawed_AnswersAfterwardsAlone()
    {
        await using var cluster = await Start();
        cluster.Redis.Freeze();
        var answer = Ask(cluster.Redis, "PING");
        await WaitForState(cluster.Redis.ProcessId, 'T');
        Assert.False(answer.IsCompleted);
        cluster.Redis.Thaw();
        Assert.Equal("+PONG", await answer.WaitAsync(Limit));
    }

    [Fact]
    public async Task Service_Stopped_EndsInOrderAndIsNotReported()
    {
        await using var cluster = await Start();
        Assert.Equal(0, await cluster.Redis.Stop());
        Assert.Contains("Redis is now ready to exit", cluster.Log("redis"));
        Assert.False(_ended.Task.IsCompleted);
    }

    [Fact]
    public async Task Process_OfTheService_StopsAtASignalThoughItsInputIsOpen()
    {
        await using var cluster = await LocalCluster.Start(MiniCluster.Options(_folder, MiniCluster.NodeAlone, Report));
        Assert.Equal(0, await cluster["node-1"].Stop());
        Assert.Contains("Stopping: running calls finish", cluster.Log("node-1"));
    }

    [Fact]
    public async Task Service_ThatEndsByItself_IsReportedWithTheEndOfItsLog()
    {
        await using var cluster = await Start();
        Signal.Send(cluster.Redis.ProcessId, Signal.Kill);
        Assert.Contains($"redis (process ", await _ended.Task.WaitAsync(Limit));
    }

    [Fact]
    public async Task Start_OfAServiceThatCannot_SaysWhatItsLogSays()
    {
        var options = MiniCluster.Options(_folder, MiniCluster.RedisAlone.Replace("\"--save\", \"\"", "\"--no-such-option\", \"1\"", StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => LocalCluster.Start(options));
        Assert.Contains("redis ended with code 1 before it was ready", failure.Message);
    }

    [Fact]
    public async Task Start_InAFolderThatAnotherHas_IsRefusedUntilThatOneEnds()
    {
        await using (await Start())
        {
            var failure = await Assert.ThrowsAsync<IOException>(Start);
            Assert.Contains("is in use by another local cluster; stop that one, or name another folder with --dir", failure.Message);
        }
        await using var next = await Start();
        Assert.Equal("+PONG", await Ask(next.Redis, "PING"));
    }

    [Fact]
    public async Task Program_Killed_TakesItsProcessesWithIt()
    {
        using var program = Run();
        var process = await RedisOf(program);
        program.Kill();
        await program.WaitForExitAsync();
        await WaitForState(process, null);
    }

    [Fact]
    public async Task Program_AtTheEndOfItsInput_StopsItsProcesses()
    {
        using var program = Run();
        var process = await RedisOf(program);
        program.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await program.WaitForExitAsync(limit.Token);
        Assert.Equal(0, program.ExitCode);
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    private Task<LocalCluster> Start() => LocalCluster.Start(MiniCluster.Options(_folder, MiniCluster.RedisAlone, Report));

    private void Report(string text)
    {
        if (text.Contains("by itself", StringComparison.Ordinal)) _ended.TrySetResult(text);
    }

    private Process Run() => Process.Start(new ProcessStartInfo("dotnet",
        [typeof(LocalCluster).Assembly.Location, "--json", "--until-end-of-input", "--compose", MiniCluster.Options(_folder, MiniCluster.RedisAlone).Compose!, "--dir", Path.Combine(_folder.Path, "program")])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<int> RedisOf(Process program)
    {
        using var limit = new CancellationTokenSource(Limit);
        var line = await program.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(await program.StandardError.ReadToEndAsync(limit.Token));
        var service = JsonNode.Parse(line)!["services"]!.AsArray().Single()!;
        Assert.Equal("redis", (string)service["name"]!);
        return (int)service["process"]!;
    }

    /// <param name="state">The letter of /proc/N/stat; null for a process that is gone.</param>
    private static async Task WaitForState(int process, char? state)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (State(process) != state) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
    }

    private static char? State(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var letter = text[text.LastIndexOf(')') + 2];
            // One that nobody has waited for yet is gone all the same.
            return letter == 'Z' ? null : letter;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<string> Ask(LocalService redis, string command)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, redis.Address!.Port);
        using var reader = new StreamReader(connection.GetStream());
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        return (await reader.ReadLineAsync())!;
    }

    public void Dispose() => _folder.Dispose();
}
