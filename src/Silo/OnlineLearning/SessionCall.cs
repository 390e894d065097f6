using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>A call that waits for its place in a session's pipeline. Used in grain turns alone, but for the learning of its steps.</summary>
/// <param name="admit">Checks the call against all that was admitted before it, and takes it into the session's memory; all or nothing.</param>
internal sealed class SessionCall(long bytes, Func<SessionAdmission> admit)
{
    private readonly TaskCompletionSource<LearnReport> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private float[] _predictions = [];
    private float[] _losses = [];

    public long Bytes => bytes;

    public Task<LearnReport> Done => _done.Task;

    public SessionAdmission Admission { get; private set; } = SessionAdmission.Nothing;

    public void Admit()
    {
        try
        {
            Admission = admit();
            (_predictions, _losses) = (new float[Admission.Examples], new float[Admission.Examples]);
        }
        catch (ServiceException e)
        {
            _fault = e;
        }
    }

    public void LearnOnLane(LearnerSteps learner)
    {
        var done = 0;
        foreach (var step in Admission.Steps)
        {
            learner.RunOnLane(step, _predictions.AsSpan(done, step.Examples), _losses.AsSpan(done, step.Examples));
            done += step.Examples;
        }
    }

    public void Complete(IReadOnlyDictionary<string, double> metrics)
    {
        if (_fault is not null) _done.TrySetException(_fault);
        else _done.TrySetResult(new LearnReport(Admission.LastSequence, Admission.Duplicates, _predictions, _losses, metrics));
    }

    public void Fail(Exception fault) => _done.TrySetException(_fault ?? fault);
}
