using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>
/// Trains a network epoch by epoch, synchronously, on the calling thread.
/// The order of the examples in an epoch is a function of seed and epoch, so a restored trainer ends with the same bits.
/// </summary>
public sealed class Trainer : IDisposable
{
    /// <summary>Fits fitted layers (standardize) on <paramref name="train"/> unless a checkpoint is restored afterwards.</summary>
    /// <exception cref="Contracts.Errors.InvalidArgumentException">Unknown optimizer or loss (with the known ones), values out of bounds, a loss or data that do not fit the network.</exception>
    public Trainer(Network network, TrainingSpec spec, ExampleSet train, ExampleSet? validation) => throw new NotImplementedException();

    public Network Network => throw new NotImplementedException();

    public int CompletedEpochs => throw new NotImplementedException();

    /// <summary>Runs one epoch.</summary>
    /// <param name="progress">Told the examples done, about ten times a second at most.</param>
    /// <exception cref="OperationCanceledException">Cancelled between steps; the trainer is in mid-epoch and must be restored or dropped.</exception>
    /// <exception cref="Contracts.Errors.PreconditionException">The loss is no longer finite; names epoch and step.</exception>
    public EpochReport RunEpoch(Action<long>? progress, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Copies all that is needed to resume: weights, optimizer, counters.</summary>
    public IReadOnlyList<NamedTensor> Capture() => throw new NotImplementedException();

    /// <exception cref="Contracts.Errors.InvalidArgumentException">The checkpoint is not of this network and optimizer.</exception>
    public void Restore(IReadOnlyList<NamedTensor> checkpoint) => throw new NotImplementedException();

    /// <summary>Checks a spec against an architecture without data: optimizer, loss, bounds.</summary>
    public static void Check(TrainingSpec spec, Contracts.Models.ArchitectureSpec architecture) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
