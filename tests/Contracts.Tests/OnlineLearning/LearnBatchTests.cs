using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Contracts.Tests.OnlineLearning;

public sealed class LearnBatchTests
{
    [Fact]
    public void Examples_OfLabelsOrValues_IsTheirCount()
    {
        Assert.Equal(2, new LearnBatch(1, [1, 2], ["a", "b"], null).Examples);
        Assert.Equal(3, new LearnBatch(1, [1, 2, 3], null, [0, 1, 0]).Examples);
        Assert.Equal(0, new LearnBatch(1, [], null, null).Examples);
    }

    [Fact]
    public void Batch_Crossing_KeepsEveryBit()
    {
        float[] features = [0f, -0f, float.Epsilon, float.MaxValue, 1f / 3];

        var crossed = RoundTrip.Of(new LearnBatch(42, features, null, [0.1f]));

        Assert.Equal(features.Select(BitConverter.SingleToInt32Bits), crossed.Features.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal((42L, 0.1f), (crossed.FirstSequence, crossed.Values![0]));
        Assert.Null(crossed.Labels);
    }
}
