namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>A step as one rank sees it, after its forward pass.</summary>
/// <param name="Number">Within the epoch, from 1.</param>
/// <param name="IsLast">Of the epoch.</param>
/// <param name="Examples">Of this rank; may be 0.</param>
/// <param name="AllExamples">Of all ranks.</param>
/// <param name="IsFinite">Whether this rank's loss is.</param>
/// <param name="Factor">The schedule's share of the learning rate.</param>
internal readonly record struct RankStep(int Number, bool IsLast, int Examples, int AllExamples, bool IsFinite, double Factor);
