using System.Text.Json.Nodes;
using DistributedDL.Tests.Shared;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>An installation moves from a directory to Azure and back, and goes on in each place as if it had never moved.</summary>
public sealed class StoreCopyTests(Azurite azurite)
{
    [Fact]
    public async Task Copy_SessionAndModelToAzureAndBack_GoOnWithTheSameWeights()
    {
        Azurite.Require();
        using var folder = new TempFolder();
        var azure = AzureServer.Environment(azurite);
        JsonObject learned;
        await using (var server = await RunningServer.Start(folder.Data))
        {
            await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
            await server.Json("session", "open", "s", "--model", "net", "--learning-rate", "0.05");
            await server.Json("session", "learn", "s", "--input", Ddl.Digits, "--label", "64");
            await server.Json("session", "snapshot", "s");
            learned = await server.Json("session", "show", "s");
            Assert.Contains("is in use by process", (await Copy(azure, "dir:" + folder.Data, "azure")).Error, StringComparison.Ordinal);
            await server.Terminate();
        }

        var there = (await Copy(azure, "dir:" + folder.Data, "azure")).Succeeded();
        Assert.Equal(((long)there["blobs"]!, 0), ((long)there["copied"]!, (long)there["skipped"]!));
        Assert.Equal((long)there["blobs"]!, (long)there["verified"]!);
        Assert.True((long)there["blobs"]! > 3);
        var again = await Copy(azure, "dir:" + folder.Data, "azure");
        Assert.Equal((long)there["blobs"]!, (long)again.Succeeded()["skipped"]!);
        Assert.DoesNotContain(Azurite.AccountKey, again.Output + again.Error, StringComparison.Ordinal);

        JsonObject moved;
        await using (var server = await RunningServer.Start(folder.File("unused"), AzureServer.Options(azure)))
        {
            Assert.Equal((string)learned["weights_sha256"]!, (string)(await server.Json("session", "show", "s"))["weights_sha256"]!);
            await server.Json("session", "learn", "s", "--input", Ddl.Digits, "--label", "64");
            await server.Json("session", "snapshot", "s");
            await server.Json("predict", "net", "--row", string.Join(',', Enumerable.Repeat("1", 64)));
            moved = await server.Json("session", "show", "s");
            await server.Terminate();
        }
        Assert.False(Directory.Exists(folder.File("unused")));

        Assert.Equal(1, (await Copy(azure, "azure", "dir:" + folder.Data)).Code);
        (await Copy(azure, "azure", "dir:" + folder.File("back"))).Succeeded();
        await using var back = await RunningServer.Start(folder.File("back"));
        var shown = await back.Json("session", "show", "s");
        Assert.Equal(((string)moved["weights_sha256"]!, (long)moved["last_sequence"]!), ((string)shown["weights_sha256"]!, (long)shown["last_sequence"]!));
        Assert.Equal(2, (await back.Json("model", "show", "net"))["versions"]!.AsArray().Count);
    }

    private static async Task<Outcome> Copy(Dictionary<string, string> environment, string from, string to)
    {
        using var process = Ddl.Start(null, environment, "store", "copy", "--from", from, "--to", to, "--json");
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Ddl.Limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }
}
