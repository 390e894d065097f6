using System.Threading.Channels;
using DistributedDL.Learning.Native;
using TorchSharp;

namespace DistributedDL.Silo.Lanes;

/// <summary>One dedicated compute thread. Libtorch's thread settings are per thread, so each lane makes its own before any operation.</summary>
internal sealed class Lane
{
    private readonly Thread _thread;
    private readonly ChannelReader<ILaneWork> _queue;
    private readonly int _index;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Lane(string name, int index, ChannelReader<ILaneWork> queue)
    {
        (_queue, _index) = (queue, index);
        _thread = new Thread(RunOnLane) { Name = name, IsBackground = true };
    }

    /// <summary>Completes when the queue is completed and empty; at once when the lane was never started.</summary>
    public Task Ended => _thread.ThreadState.HasFlag(ThreadState.Unstarted) ? Task.CompletedTask : _ended.Task;

    public void Start() => _thread.Start();

    private void RunOnLane()
    {
        Libtorch.Load();
        torch.set_num_threads(1);
        while (_queue.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.TryRead(out var work)) work.ExecuteOnLane(_index);
        }
        _ended.SetResult();
    }
}
