using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Processes;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.Training;

namespace DistributedDL.Bench.Scale.Silos;

/// <summary>What training silos are given: a network over images of bytes, and its data.</summary>
/// <param name="Shape">Of one image.</param>
/// <param name="Steps">Of one epoch.</param>
internal sealed record SiloWork(BenchNetwork Network, ArchitectureSpec Architecture, int[] Shape, int Steps, int BatchSize)
{
    public static SiloWork Mlp { get; } = new(BenchNetwork.Mlp, ImageNetworks.OnTheWire, [28, 28], 100, 256);

    public static SiloWork Cnn { get; } = new(BenchNetwork.Cnn, ImageNetworks.OverBytes(BenchNetwork.Cnn.Architecture), [50, 50, 3], 20, 64);

    public string Name => Network.Name;

    /// <summary>Makes data set and model, both of this name.</summary>
    public async Task Install(BenchCluster cluster)
    {
        await IdxUpload.Import(cluster.Channel, Name, new SyntheticExamples(Network, Steps * BatchSize), Shape);
        await cluster.Client.Models.CreateModelAsync(new CreateModelRequest { Name = Name, Architecture = Architecture });
    }

    public TrainingSpec Spec(int epochs, int worldSize) => new()
    {
        Model = Name, Dataset = Name, Epochs = epochs, BatchSize = BatchSize, Optimizer = "adam", Seed = 1, WorldSize = worldSize, NoPromote = true,
    };
}
