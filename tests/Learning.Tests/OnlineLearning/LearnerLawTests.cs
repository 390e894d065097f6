using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning;

/// <summary>What holds for every learner.</summary>
public sealed class LearnerLawTests
{
    private const int Count = 120;

    public static TheoryData<string> Learners => [.. LearnerCase.All.Keys];

    [Theory, MemberData(nameof(Learners))]
    public void Learn_AnyInput_LeavesItUntouched(string name)
    {
        var (features, targets) = LearnerCase.All[name].Draw(Count);
        using var learner = LearnerCase.All[name].Begin();

        Learn(learner, features, targets, 0, Count);

        Assert.Equal(LearnerCase.All[name].Draw(Count).Features, features);
        Assert.Equal(LearnerCase.All[name].Draw(Count).Targets, targets);
    }

    [Theory, MemberData(nameof(Learners))]
    public void Learn_SameSeedAndStream_GivesTheSameBits(string name)
    {
        var (features, targets) = LearnerCase.All[name].Draw(Count);
        using var one = LearnerCase.All[name].Begin();
        using var other = LearnerCase.All[name].Begin();

        Learn(one, features, targets, 0, Count);
        Learn(other, features, targets, 0, Count);

        Examples.AssertSameBits(one.Capture(), other.Capture());
    }

    [Theory, MemberData(nameof(Learners))]
    public void Restore_InMidStream_GoesOnWithTheSameLossesAndBits(string name)
    {
        var (features, targets) = LearnerCase.All[name].Draw(Count);
        using var whole = LearnerCase.All[name].Begin();
        using var after = LearnerCase.All[name].Begin(seed: 99);
        Learn(whole, features, targets, 0, 60);
        after.Restore(whole.Capture());

        var expected = Learn(whole, features, targets, 60, Count);

        Assert.Equal(expected, Learn(after, features, targets, 60, Count));
        Examples.AssertSameBits(whole.Capture(), after.Capture());
        Assert.Equal(whole.Metrics, after.Metrics);
    }

    [Theory, MemberData(nameof(Learners))]
    public void Learn_StreamCutAtMicroBatches_GivesTheSameBits(string name)
    {
        var (features, targets) = LearnerCase.All[name].Draw(Count);
        using var one = LearnerCase.All[name].Begin();
        using var pieces = LearnerCase.All[name].Begin();
        var micro = LearnerCase.All[name].Spec.MicroBatch;

        Learn(one, features, targets, 0, Count);
        int[] cuts = [0, micro, 5 * micro, 6 * micro, 20 * micro, Count];
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1))) Learn(pieces, features, targets, from, to);

        Examples.AssertSameBits(one.Capture(), pieces.Capture());
    }

    private static float[] Learn(OnlineLearner learner, float[] features, float[] targets, int from, int to)
    {
        var losses = new float[to - from];
        learner.Learn(features.AsSpan(from * LearnerCase.Width, (to - from) * LearnerCase.Width), targets.AsSpan(from, to - from), new float[to - from], losses);
        return losses;
    }
}
