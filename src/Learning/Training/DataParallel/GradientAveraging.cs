namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>
/// Each rank's gradient of the mean over its own examples counts by their share of the batch, so that the sum is the gradient of the
/// mean over the batch. All ranks then make the same update; clipping and weight decay act on the sum.
/// </summary>
internal sealed class GradientAveraging(ICollective ranks, Learner learner) : RankUpdate(ranks, learner)
{
    private int _last;

    public override bool Step(RankStep step, CancellationToken cancellation)
    {
        _last = step.Number;
        if (step.Examples > 0 && step.IsFinite) Learner.Backward((float)step.Examples / step.AllExamples);
        else Parameters.Gradients.Span.Clear();
        if (!AllReduce(Parameters.Gradients, step.IsFinite, cancellation)) return false;
        Optimizer.Step(step.Factor);
        return true;
    }

    // Every step ends with an exchange, so it is the same one everywhere.
    public override int FirstBad(CancellationToken cancellation) => _last;
}
