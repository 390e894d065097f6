namespace DistributedDL.Silo.OnlineLearning;

/// <summary>An operation id that a session remembers.</summary>
/// <param name="Hash">XXH3 over features and targets.</param>
internal sealed record LearnedOperation(string Id, int Examples, ulong Hash);
