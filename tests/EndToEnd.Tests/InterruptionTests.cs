using System.Diagnostics;
using System.IO.Compression;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>Whoever is cut off in mid-work goes on where it was.</summary>
public sealed class InterruptionTests
{
    private const int Copies = 10;
    private const int Rows = Copies * 1_797;

    [Fact]
    public async Task SessionLearn_ServerKilledInMidStream_EndsWithTheWeightsOfAnUninterruptedOne()
    {
        using var folder = new TempFolder();
        var file = await LongFile(folder);
        long durable;
        await using (var first = await RunningServer.Start(folder.Data))
        {
            await first.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
            foreach (var session in new[] { "cut", "whole" }) await first.Json("session", "open", session, "--model", "net", "--learning-rate", "0.02");
            using var learning = Ddl.Start(first.Grpc, "session", "learn", "cut", "--input", file, "--label", "64", "--batch", "5");
            durable = await Progress(first);
            first.Kill();
            learning.Kill();
            await learning.WaitForExitAsync();
        }
        await using var second = await RunningServer.Start(folder.Data);

        var recovered = (long)(await second.Json("session", "show", "cut"))["last_sequence"]!;
        var rest = await second.Json("session", "learn", "cut", "--input", file, "--label", "64");
        var whole = await second.Json("session", "learn", "whole", "--input", file, "--label", "64");

        Assert.InRange(recovered, durable, Rows - 1);
        Assert.Equal((Rows - recovered, recovered), ((long)rest["learned"]!, (long)rest["duplicates"]!));
        Assert.Equal(Rows, (long)rest["examples"]!);
        Assert.Equal((string)whole["weights_sha256"]!, (string)rest["weights_sha256"]!);
        Assert.Equal(whole["metrics"]!.ToJsonString(), rest["metrics"]!.ToJsonString());
    }

    [Fact]
    public async Task Train_Interrupted_SaysThatTheRunGoesOn()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        await server.Json("dataset", "import", "digits", Ddl.Digits, "--test-rows", "797");
        await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        using var training = Ddl.Start(server.Grpc, "train", "net", "--dataset", "digits", "--epochs", "1000000");
        var run = await FirstRun(server);

        using (var interrupt = Process.Start("kill", ["-INT", $"{training.Id}"])) await interrupt.WaitForExitAsync();
        var error = await training.StandardError.ReadToEndAsync();
        await training.WaitForExitAsync();

        Assert.Equal(1, training.ExitCode);
        Assert.Contains($"run {run} goes on", error, StringComparison.Ordinal);
        Assert.Contains($"ddl runs cancel {run}", error, StringComparison.Ordinal);
        await server.Json("runs", "cancel", run);
        Assert.Contains("cancelled", (await server.Run("runs", "watch", run)).Error, StringComparison.Ordinal);
    }

    private static async Task<string> LongFile(TempFolder folder)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Ddl.Digits), CompressionMode.Decompress));
        var rows = await reader.ReadToEndAsync();
        return folder.Write("rows.csv", string.Concat(Enumerable.Repeat(rows, Copies)));
    }

    /// <returns>What was durable, once some of it is.</returns>
    private static async Task<long> Progress(RunningServer server)
    {
        while (true)
        {
            var session = await server.Json("session", "show", "cut");
            if ((long)session["last_sequence"]! is > 0 and var sequence) return sequence;
        }
    }

    private static async Task<string> FirstRun(RunningServer server)
    {
        while (true)
        {
            var runs = (await server.Json("runs", "list"))["runs"]!.AsArray();
            if (runs.Count > 0 && (string)runs[0]!["state"]! == "running") return (string)runs[0]!["run"]!;
        }
    }
}
