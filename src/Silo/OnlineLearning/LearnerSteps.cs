using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Runs steps on a learner: the one path of live learning and of replay, so that both give the same bits.</summary>
internal sealed class LearnerSteps(OnlineLearner learner)
{
    public void RunOnLane(LearnerStep step, Span<float> predictions, Span<float> losses)
    {
        if (step.Classes > 0) learner.Grow(step.Classes);
        if (step.Outputs is { } outputs) learner.LearnLate(step.Features.Span, step.Targets.Span, outputs.Span, predictions, losses);
        else if (step.Examples > 0) learner.Learn(step.Features.Span, step.Targets.Span, predictions, losses);
    }
}
