using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Bench.Learn;

/// <summary>
/// A session whose 200,000 logistic examples are all in the journal and none in a checkpoint, after SIGKILL: from the first call to its answer,
/// against the time that it took to learn them. Both in a process that has just started.
/// </summary>
internal sealed class RecoverBenchmark : IBenchmark
{
    private const int Examples = 200_000;
    private const int Message = 256;

    private static readonly (string, string)[] NoCheckpoints =
    [
        ("OnlineLearning__CheckpointExamples", "1000000000"), ("OnlineLearning__CheckpointBytes", $"{1L << 40}"), ("OnlineLearning__CheckpointAge", "1.00:00:00"), ("OnlineLearning__CheckpointCompute", "01:00:00"),
    ];

    public string Name => "recover";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var stream = new SyntheticExamples(BenchNetwork.Logistic, Examples);
        var requests = StreamedSession.Requests(stream, Message);
        await Cycle(requests);
        var rounds = new List<Round>();
        for (var i = 0; i < settings.Rounds; i++) rounds.Add(await Cycle(requests));
        return [Measurement.OfCosts(Name, "s", rounds)];
    }

    private static async Task<Round> Cycle(List<LearnRequest> requests)
    {
        var data = Directory.CreateTempSubdirectory("ddl-bench-").FullName;
        try
        {
            TimeSpan learned;
            await using (var first = await ServerProcess.Serve(data, NoCheckpoints))
            {
                var network = BenchNetwork.Logistic;
                await new ModelService.ModelServiceClient(first.Channel).CreateModelAsync(new CreateModelRequest { Name = network.Name, Architecture = ImageNetworks.ToWire(network.Architecture) });
                learned = await (await StreamedSession.Open(first.Channel, "s", network.Name, microBatch: 1)).Learn(requests);
            }
            await using var second = await ServerProcess.Serve(data, NoCheckpoints);
            var begun = Stopwatch.GetTimestamp();
            var session = await new OnlineLearningService.OnlineLearningServiceClient(second.Channel).GetSessionAsync(new GetSessionRequest { Session = "s" });
            var took = Stopwatch.GetElapsedTime(begun);
            if (session.Examples != Examples || session.CheckpointSequence != 0)
                throw new InvalidOperationException($"{session.Examples} examples are there, the checkpoint is at {session.CheckpointSequence}; {Examples} and 0 were expected");
            return new Round(learned.TotalSeconds, took.TotalSeconds);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
