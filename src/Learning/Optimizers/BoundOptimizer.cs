namespace DistributedDL.Learning.Optimizers;

/// <summary>An update rule with its parameters, and the learning rate to use it with.</summary>
internal sealed record BoundOptimizer(IUpdateRule Rule, double LearningRate);
