namespace DistributedDL.Learning.Augmentation;

/// <summary>Numbers from one to another, both ends within.</summary>
internal readonly record struct Interval(double Low, double High);
