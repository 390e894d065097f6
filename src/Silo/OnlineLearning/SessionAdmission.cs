using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What an admitted call journals and learns.</summary>
/// <param name="LastSequence">The session's last sequence number with this call.</param>
/// <param name="Duplicates">Examples of the call that were admitted before.</param>
/// <param name="Records">None where all are duplicates.</param>
/// <param name="Steps">What the records do to the learner, in order.</param>
internal sealed record SessionAdmission(long LastSequence, int Duplicates, IReadOnlyList<JournalRecord> Records, IReadOnlyList<LearnerStep> Steps)
{
    public static SessionAdmission Nothing { get; } = new(0, 0, [], []);

    public int Examples { get; } = Steps.Sum(step => step.Examples);
}
