using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DistributedDL.Gateway.Prediction;

/// <summary>A caller that waits for its predictions.</summary>
internal sealed class PredictCall(RepeatedField<float> features)
{
    private readonly TaskCompletionSource<PredictSlice> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlySpan<float> Features => UnsafeCollectionOperations.AsSpan(features);

    public int Count => features.Count;

    public Task<PredictSlice> Done => _done.Task;

    public void Succeed(PredictSlice slice) => _done.TrySetResult(slice);

    public void Fail(Exception failure) => _done.TrySetException(failure);

    public void Cancel(CancellationToken cancellation) => _done.TrySetCanceled(cancellation);
}
