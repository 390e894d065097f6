namespace DistributedDL.Learning.Optimizers;

/// <summary>Parameters that are updated together: stretches of the flat storage.</summary>
/// <param name="Stretches">Offsets and lengths in floats, multiples of 16.</param>
/// <param name="LearningRate">Before the schedule's factor.</param>
/// <param name="StepsMissed">Updates of the optimizer that left these parameters out; their own count is so much lower.</param>
internal sealed record ParameterGroup(IReadOnlyList<(long Offset, long Length)> Stretches, double LearningRate, long StepsMissed);
