using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using Grpc.Core;

namespace DistributedDL.Bench.TrainService;

/// <summary>A whole training run through gRPC, with a checkpoint after each epoch, from the call to its end, against the engine alone.</summary>
internal sealed class TrainServiceBenchmark : IBenchmark
{
    private const int Examples = 19_200, BatchSize = 32;

    public string Name => "train-service/mlp";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        Libtorch.Load();
        var epochs = settings.Quick ? 4 : 12;
        var examples = new SyntheticExamples(BenchNetwork.Mlp, Examples);
        await using var server = await ServerProcess.Serve();
        await IdxUpload.Import(server.Channel, "images", examples);
        await new ModelService.ModelServiceClient(server.Channel).CreateModelAsync(new CreateModelRequest { Name = "mlp", Architecture = ImageNetworks.OnTheWire });
        using var set = new ExampleSet(Examples, examples.Width, ElementType.U8);
        set.Append([.. examples.Features.Select(value => (byte)(255 * value))], examples.Targets);
        var rounds = await Rounds.Run(settings.Quick ? 2 : 5, () => Task.FromResult(Alone(set, epochs)), () => Served(server, epochs));
        return [Measurement.OfRates(Name, "examples/s", rounds)];
    }

    private static double Alone(ExampleSet set, int epochs)
    {
        var begun = Stopwatch.GetTimestamp();
        using var network = Network.Create(Contracts.Models.ArchitectureJson.Parse(ImageNetworks.Json), 1);
        var spec = new Contracts.Training.TrainingSpec { Model = "mlp", Dataset = "images", Epochs = epochs, BatchSize = BatchSize, Optimizer = "adam", Seed = 1 };
        using var trainer = new Trainer(network, spec, set, null);
        for (var epoch = 0; epoch < epochs; epoch++) trainer.RunEpoch(null, CancellationToken.None);
        return (double)Examples * epochs / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<double> Served(ServerProcess server, int epochs)
    {
        var begun = Stopwatch.GetTimestamp();
        var client = new TrainingService.TrainingServiceClient(server.Channel);
        var run = await client.StartRunAsync(new StartRunRequest
        {
            Spec = new TrainingSpec { Model = "mlp", Dataset = "images", Epochs = epochs, BatchSize = BatchSize, Optimizer = "adam", Seed = 1 },
        });
        using var watch = client.WatchRun(new WatchRunRequest { Run = run.Run });
        await foreach (var part in watch.ResponseStream.ReadAllAsync()) run = part.Run ?? run;
        if (run.State != RunState.Completed) throw new InvalidOperationException($"the run ended as {run.State}: {run.Error}");
        return (double)Examples * epochs / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
