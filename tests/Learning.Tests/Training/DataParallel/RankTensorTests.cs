using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Native;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

[Collection(nameof(Alone))]
public sealed class RankTensorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Steps_AThousand_LiveTensorsStayAsMany(int averageEvery)
    {
        using var train = Examples.RandomSet(2_000, 8, 5);
        var spec = new TrainingSpec { Model = "m", Dataset = "d", Epochs = 12, BatchSize = 20, AverageEvery = averageEvery };
        var counts = MemoryRanks.Run(2, ranks =>
        {
            // All count while none computes.
            long Count()
            {
                ranks.Broadcast([], default);
                var count = LiveTensors.Count;
                ranks.Broadcast([], default);
                return count;
            }

            using var network = Network.Create(Examples.Architecture("""{"batch_norm":{}}, """ + Examples.Dense(5, "softmax"), 8), 1);
            using var trainer = new Trainer(network, spec, train, train, collective: ranks);
            // What is made once is made in the first two: the second begins after an evaluation.
            for (var epoch = 0; epoch < 2; epoch++) trainer.RunEpoch(null, default);
            var before = Count();
            while (!trainer.IsDone) trainer.RunEpoch(null, default);
            return Count() - before;
        });

        Assert.Equal([0L, 0L], counts);
    }
}
