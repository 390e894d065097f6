using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>The main job over the command, on a server that is killed in between.</summary>
public sealed class MainJobTests
{
    [Fact]
    public async Task MainJob_KilledAndRestarted_GoesOnAsItWas()
    {
        using var folder = new TempFolder();
        await using var first = await RunningServer.Start(folder.Data);
        await TrainAndCheck(first);
        await first.Json("session", "open", "s", "--model", "net", "--learning-rate", "0.05");
        var learned = await first.Json("session", "learn", "s", "--input", Ddl.Digits, "--label", "64");
        Assert.Equal((1_797, 0), ((long)learned["learned"]!, (long)learned["duplicates"]!));
        var before = await first.Json("session", "show", "s");
        var model = await first.Json("model", "show", "net");

        first.Kill();
        await using var second = await RunningServer.Start(folder.Data);

        var after = await second.Json("session", "show", "s");
        Assert.Equal((0, true), ((double)before["recovery_seconds"]!, (double)after["recovery_seconds"]! > 0));
        after["recovery_seconds"] = before["recovery_seconds"]!.DeepClone();
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.Equal(model.ToJsonString(), (await second.Json("model", "show", "net")).ToJsonString());
        await LearnAgain(second, before);
        await Publish(second, before);
        var (code, _) = await second.Terminate();
        Assert.Equal(0, code);
        await using var third = await RunningServer.Start(folder.Data);
        Assert.Equal(3, ((JsonArray)(await third.Json("model", "show", "net"))["versions"]!).Count);
        Assert.Equal("closed", (string?)(await third.Json("session", "show", "s"))["state"]);
    }

    private static async Task TrainAndCheck(RunningServer server)
    {
        var dataset = await server.Json("dataset", "import", "digits", Ddl.Digits, "--test-rows", "797");
        Assert.Equal(1_797, (long)dataset["examples"]!);
        await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        Assert.Equal(4_810, (long)(await server.Json("model", "summary", "net"))["parameters"]!);
        var run = await server.Json("train", "net", "--dataset", "digits", "--epochs", "30");
        Assert.Equal(("completed", 1, 30), ((string)run["state"]!, (long)run["model_version"]!, (long)run["epochs"]!));
        var evaluation = await server.Json("evaluate", "net", "--dataset", "digits");
        Assert.Equal(797, (long)evaluation["examples"]!);
        // scikit-learn's MLPClassifier(64), Adam, on the same rows: 0.92 to 0.94 over seeds.
        Assert.InRange((double)evaluation["accuracy"]!, 0.92, 1);
        var again = await server.Json("train", "net", "--dataset", "digits", "--epochs", "30", "--no-promote");
        var versions = (JsonArray)(await server.Json("model", "show", "net"))["versions"]!;
        Assert.Equal(2, (long)again["model_version"]!);
        Assert.Equal((string)versions[0]!["weights_sha256"]!, (string)versions[1]!["weights_sha256"]!);
    }

    private static async Task LearnAgain(RunningServer server, JsonObject before)
    {
        var again = await server.Json("session", "learn", "s", "--input", Ddl.Digits, "--label", "64");
        Assert.Equal((0, 1_797), ((long)again["learned"]!, (long)again["duplicates"]!));
        Assert.Equal((string)before["weights_sha256"]!, (string)again["weights_sha256"]!);
    }

    private static async Task Publish(RunningServer server, JsonObject before)
    {
        var version = await server.Json("session", "snapshot", "s");
        Assert.Equal((string)before["weights_sha256"]!, (string)version["weights_sha256"]!);
        Assert.Equal(("s", 1_797), ((string)version["session"]!, (long)version["sequence"]!));
        await server.Json("session", "close", "s");
        Assert.Contains("closed", (await server.Run("session", "learn", "s", "--input", Ddl.Digits, "--label", "64")).Failed(), StringComparison.Ordinal);
    }
}
