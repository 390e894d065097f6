using System.IO.Compression;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>A session goes back to one of its snapshots, and on from there.</summary>
public sealed class SessionRollbackTests
{
    private const int Rows = 1_797;

    [Fact]
    public async Task SessionRollback_AfterMoreWasLearned_HasTheSnapshotsWeightsAndGoesOnCounting()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        await server.Json("session", "open", "s", "--model", "net", "--learning-rate", "0.02");
        await server.Json("session", "learn", "s", "--input", Ddl.Digits, "--label", "64");
        var snapshot = await server.Json("session", "snapshot", "s");
        var learned = await server.Json("session", "learn", "s", "--input", await Twice(folder), "--label", "64");
        Assert.Equal((Rows, Rows), ((long)learned["learned"]!, (long)learned["duplicates"]!));
        Assert.NotEqual((string)snapshot["weights_sha256"]!, (string)learned["weights_sha256"]!);

        var back = await server.Json("session", "rollback", "s", "1");

        Assert.Equal((string)snapshot["weights_sha256"]!, (string)back["weights_sha256"]!);
        Assert.Equal((2 * Rows, "open"), ((long)back["last_sequence"]!, (string)back["state"]!));
        server.Kill();
        await using var second = await RunningServer.Start(folder.Data);
        Assert.Equal((string)snapshot["weights_sha256"]!, (string)(await second.Json("session", "show", "s"))["weights_sha256"]!);
        Assert.Contains("net@7", (await second.Run("session", "rollback", "s", "7")).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionSnapshot_Guarded_GoesLiveOrStaysACandidateWithTheReason()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        await server.Json("session", "open", "good", "--model", "net", "--learning-rate", "0.02");
        await server.Json("session", "open", "slow", "--model", "net", "--learning-rate", "0.000001");
        foreach (var session in new[] { "good", "slow" }) await server.Json("session", "learn", session, "--input", Ddl.Digits, "--label", "64");

        var first = await server.Json("session", "snapshot", "good", "--guard", "accuracy_window");
        var worse = await server.Json("session", "snapshot", "slow", "--guard", "accuracy_window", "--margin", "0.01");
        var forgiven = await server.Json("session", "snapshot", "slow", "--guard", "accuracy_window", "--margin", "1");

        Assert.Null((string?)first["candidate"]);
        Assert.StartsWith("accuracy_window is ", (string)worse["candidate"]!, StringComparison.Ordinal);
        Assert.Null((string?)forgiven["candidate"]);
        Assert.Equal(3, (long)(await server.Json("model", "show", "net"))["aliases"]!["live"]!);
        Assert.Contains("it has accuracy", (await server.Run("session", "snapshot", "good", "--guard", "acuracy")).Failed(), StringComparison.Ordinal);
    }

    private static async Task<string> Twice(TempFolder folder)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Ddl.Digits), CompressionMode.Decompress));
        var rows = await reader.ReadToEndAsync();
        return folder.Write("twice.csv", rows + rows);
    }
}
