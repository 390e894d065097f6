using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>What a .NET user does, against a server in a process of its own.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Example_OfTheReadme_LearnsAllThatItSends()
    {
        var source = await File.ReadAllLinesAsync(Path.Combine(Ddl.Root, "tests/EndToEnd.Tests/OnlineLearning/ClientExample.cs"));
        var shown = source.SkipWhile(line => !line.Contains("using var client", StringComparison.Ordinal)).TakeWhile(line => !line.Contains("return", StringComparison.Ordinal));
        Assert.Contains(string.Join('\n', shown.Select(line => line[8..])), await File.ReadAllTextAsync(Path.Combine(Ddl.Root, "README.md")), StringComparison.Ordinal);

        using var folder = new TempFolder();
        await using var server = await Begin(folder);
        var durable = await ClientExample.Learn(server.Grpc, Enumerable.Range(0, 200).Select(i => (Pixels(i), $"{i % 10}")));

        Assert.Equal(200, durable);
        Assert.Equal(200, (long)(await server.Json("session", "show", "scanner"))["examples"]!);
    }

    [Fact]
    public async Task ManyAndTickets_OverAKilledServer_AreLearnedOnce()
    {
        using var folder = new TempFolder();
        string ticket;
        await using (var first = await Begin(folder))
        {
            using var client = new DistributedDLClient(new Uri(first.Grpc));
            Assert.Equal(0, (await client.OnlineLearning.LearnManyAsync(Many())).Duplicates);
            var predicted = await client.OnlineLearning.PredictTicketedAsync(new PredictSessionRequest { Session = "scanner", Features = { Pixels(3) } });
            ticket = Assert.Single(predicted.Tickets);
            first.Kill();
        }
        await using var second = await RunningServer.Start(folder.Data);
        using var again = new DistributedDLClient(new Uri(second.Grpc));
        var label = new LearnLateRequest { Session = "scanner", Tickets = { ticket }, Labels = { "3" } };

        Assert.Equal(2, (await again.OnlineLearning.LearnManyAsync(Many())).Duplicates);
        Assert.Equal(0, (await again.OnlineLearning.LearnLateAsync(label)).Duplicates);
        Assert.Equal(1, (await again.OnlineLearning.LearnLateAsync(label)).Duplicates);

        var session = await second.Json("session", "show", "scanner");
        Assert.Equal((3, 0, 0), ((long)session["examples"]!, (long)session["last_sequence"]!, (int)session["open_tickets"]!));
        label.Labels[0] = "4";
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(async () => await again.OnlineLearning.LearnLateAsync(label))).StatusCode);
        label.Tickets[0] = "t-none";
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await again.OnlineLearning.LearnLateAsync(label))).StatusCode);
    }

    private static LearnManyRequest Many() => new()
    {
        Session = "scanner", OperationId = "import-1", Examples = new LearnExamples { Features = { Pixels(1), Pixels(2) }, Labels = { "1", "2" } },
    };

    private static async Task<RunningServer> Begin(TempFolder folder)
    {
        var server = await RunningServer.Start(folder.Data);
        await server.Json("model", "create", "net", "--spec", Ddl.DigitsNet);
        await server.Json("session", "open", "scanner", "--model", "net", "--learning-rate", "0.05");
        return server;
    }

    private static float[] Pixels(int i)
    {
        var pixels = new float[64];
        pixels[i % 10] = 16;
        return pixels;
    }
}
