using System.Diagnostics;
using System.Globalization;
using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>Ten thousand sessions on one server: each learns, and memory stays a few dozen kilobytes a session.</summary>
public sealed class ManySessionsTests
{
    private const int Sessions = 10_000;

    [Fact, Trait("Category", "Long")]
    public async Task Open_TenThousandSessions_EachLearnsAndMemoryIsBounded()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        await server.Json("model", "create", "net", "--spec", folder.Write("net.json", """{"input": [9], "layers": [{"dense": {"units": 1, "activation": "sigmoid"}}]}"""));
        using var client = new DistributedDLClient(new Uri(server.Grpc));
        await Learn(client, "warm");
        var (before, begun) = (Resident(server), Stopwatch.GetTimestamp());

        await Parallel.ForEachAsync(Enumerable.Range(0, Sessions), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await Learn(client, $"s{i}"));

        var kilobytes = (Resident(server) - before) / 1024.0 / Sessions;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Sessions:N0} sessions opened, each with ten examples learned, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s; {kilobytes:0.0} KiB of resident memory a session"));
        Assert.InRange(kilobytes, 0, 100);
        Assert.Equal(10, (await client.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = "s777" })).Examples);
    }

    private static async Task Learn(DistributedDLClient client, string name)
    {
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = new OnlineSessionSpec { Model = "net" } });
        var examples = new LearnExamples { Features = { Enumerable.Range(0, 90).Select(i => i % 7f) }, Labels = { Enumerable.Range(0, 10).Select(i => $"{i % 2}") } };
        await client.OnlineLearning.LearnManyAsync(new LearnManyRequest { Session = name, OperationId = "first", Examples = examples });
    }

    private static long Resident(RunningServer server)
    {
        using var process = Process.GetProcessById(server.Id);
        return process.WorkingSet64;
    }
}
