using System.Net;
using System.Net.Sockets;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>A server that cannot start says why in one line, and one that stops leaves with its work done.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Serve_DataInUse_NamesTheProcess()
    {
        using var folder = new TempFolder();
        await using var first = await RunningServer.Start(folder.Data);

        var error = (await Ddl.Run(null, "serve", "--data", folder.Data, "--http", "0", "--grpc", "0", "--metrics", "0")).Failed();

        Assert.Contains($"process {first.Id}", error, StringComparison.Ordinal);
        Assert.Contains(folder.Data, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--http", "Gateway:HttpPort")]
    [InlineData("--grpc", "Gateway:GrpcPort")]
    [InlineData("--metrics", "Gateway:MetricsPort")]
    public async Task Serve_PortInUse_NamesPortAndOption(string option, string key)
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] ports = [.. new[] { "--http", "--grpc", "--metrics" }.SelectMany(o => new[] { o, o == option ? $"{port}" : "0" })];

        var error = (await Ddl.Run(null, ["serve", "--data", folder.Data, .. ports])).Failed();

        Assert.Contains($"port {port} ({key})", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Serve_DataNotWritable_SaysSo()
    {
        using var folder = new TempFolder();
        var file = folder.Write("file", "in the way");

        var error = (await Ddl.Run(null, "serve", "--data", Path.Combine(file, "data"), "--http", "0", "--grpc", "0", "--metrics", "0")).Failed();

        Assert.Contains(file, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WrongSettings_NamesKeyValueAndBoundOfEach()
    {
        using var folder = new TempFolder();

        var error = (await Ddl.Run(null, "serve", "--data", folder.Data, "--set", "Lanes:Training=0", "--set", "Lanes:Serving=999")).Failed();

        Assert.Contains("Lanes:Training is '0'; it must be from 1 to 64", error, StringComparison.Ordinal);
        Assert.Contains("Lanes:Serving is '999'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCommand_NoServer_SaysAddressAndHowToStartOne()
    {
        var error = (await Ddl.Run("http://127.0.0.1:9", "model", "list")).Failed();

        Assert.Contains("http://127.0.0.1:9", error, StringComparison.Ordinal);
        Assert.Contains("ddl serve", error, StringComparison.Ordinal);
        Assert.Contains("DDL_SERVER", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Terminated_StopsARunAndGoesOnWithItLater()
    {
        using var folder = new TempFolder();
        await using var first = await RunningServer.Start(folder.Data);
        await first.Json("dataset", "import", "digits", Ddl.Digits, "--test-rows", "797");
        await first.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        var run = (string)(await first.Json("train", "net", "--dataset", "digits", "--epochs", "3000", "--detach"))["run"]!;

        var (code, error) = await first.Terminate();

        Assert.Equal(0, code);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        await using var second = await RunningServer.Start(folder.Data);
        var cancelled = await second.Json("runs", "cancel", run);
        Assert.Contains((string)cancelled["state"]!, new[] { "running", "cancelled" });
        var shown = await second.Run("runs", "watch", run, "--json");
        Assert.Equal(("cancelled", 1), ((string)shown.Json["state"]!, shown.Code));
    }
}
