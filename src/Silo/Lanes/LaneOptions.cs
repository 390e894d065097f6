namespace DistributedDL.Silo.Lanes;

/// <summary>Compute threads of a silo and the queues before them; section <c>Lanes</c>.</summary>
public sealed class LaneOptions
{
    public const string Section = "Lanes";

    /// <summary>Training runs that compute at once; 1 to 64.</summary>
    public int Training { get; set; } = 1;

    /// <summary>Threads for online sessions; 1 to 64.</summary>
    public int Learning { get; set; } = 1;

    /// <summary>Threads for predictions; 1 to 64. Each holds its own copy of a network.</summary>
    public int Serving { get; set; } = 1;

    /// <summary>Threads for evaluations; 1 to 64.</summary>
    public int Evaluation { get; set; } = 1;

    /// <summary>Runs in progress and waiting before more are refused; 1 to 1,000,000.</summary>
    public int TrainingQueue { get; set; } = 1_000;

    /// <summary>Groups of examples in progress and waiting before more are refused; 1 to 1,000,000.</summary>
    public int LearningQueue { get; set; } = 1_024;

    /// <summary>Predictions in progress and waiting before more are refused; 1 to 1,000,000.</summary>
    public int ServingQueue { get; set; } = 4_096;

    /// <summary>Evaluations in progress and waiting before more are refused; 1 to 1,000,000.</summary>
    public int EvaluationQueue { get; set; } = 64;

    internal (int Lanes, int Queue) Of(LaneKind kind) => kind switch
    {
        LaneKind.Training => (Training, TrainingQueue),
        LaneKind.Learning => (Learning, LearningQueue),
        LaneKind.Serving => (Serving, ServingQueue),
        _ => (Evaluation, EvaluationQueue),
    };
}
