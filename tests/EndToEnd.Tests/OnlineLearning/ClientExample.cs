using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>README.md shows the lines from the client to the return.</summary>
internal static class ClientExample
{
    public static async Task<long> Learn(string address, IEnumerable<(float[] Pixels, string Digit)> stream)
    {
        var durable = 0L;
        using var client = new DistributedDLClient(new Uri(address));
        await using var session = await OnlineSessionClient.Connect(client, "scanner");
        var reading = Task.Run(async () =>
        {
            await foreach (var done in session.Acknowledgements()) durable = done.LastSequence;
        });
        foreach (var (pixels, digit) in stream)
            await session.Send(new LearnExamples { Features = { pixels }, Labels = { digit } });
        session.CompleteSending();
        await reading;
        return durable;
    }
}
