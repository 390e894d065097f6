using DistributedDL.Learning.Tests.Networks;
using TorchSharp;

namespace DistributedDL.Learning.Tests.OnlineLearning;

/// <summary>Counts of all tensors of the process: alone.</summary>
[Collection(nameof(Alone))]
public sealed class LearnerTensorTests
{
    public static TheoryData<string> Learners => [.. LearnerCase.All.Keys];

    [Theory, MemberData(nameof(Learners))]
    public void Learn_AThousandSteps_LiveTensorsStayAsMany(string name)
    {
        const int Count = 120;
        // What earlier tests have left is not to be finalised while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (features, targets) = LearnerCase.All[name].Draw(Count);
        using var learner = LearnerCase.All[name].Begin();
        for (var i = 0; i < Count; i++) Learn(i);
        var before = torch.Tensor.TotalCount;

        for (var i = 0; i < 1000; i++) Learn(i % Count);

        Assert.Equal(before, torch.Tensor.TotalCount);

        void Learn(int i) => learner.Learn(features.AsSpan(i * LearnerCase.Width, LearnerCase.Width), targets.AsSpan(i, 1), new float[1], new float[1]);
    }
}
