using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Silo.Models;

/// <summary>Takes the weights of an uploaded safetensors file into the store, when they are those of an architecture.</summary>
internal sealed class WeightsImport(IBlobStore blobs, TensorStore snapshots)
{
    /// <summary>PyTorch counts a batch norm's batches in each state_dict; the count changes nothing that is computed.</summary>
    private const string BatchCount = ".num_batches_tracked";

    private const string Field = "file";

    /// <returns>Digest of the snapshot.</returns>
    /// <exception cref="InvalidArgumentException">No safetensors, or tensors that do not fit; every one.</exception>
    public Task<string> Store(ArchitectureSpec architecture, UploadedFile file, CancellationToken cancellation) =>
        // Reading, checking and hashing megabytes is no work for a grain turn.
        Task.Run(async () =>
        {
            var tensors = await Read(file, cancellation);
            using var network = Network.Create(architecture, seed: 0);
            Load(network, tensors, file);
            return await snapshots.Save(network.SaveWeights(), cancellation);
        }, cancellation);

    private static void Load(Network network, IEnumerable<NamedTensor> tensors, UploadedFile file)
    {
        var weights = tensors.Where(tensor => !tensor.Name.EndsWith(BatchCount, StringComparison.Ordinal)).Select(WiderFloats.Of).ToArray();
        try
        {
            network.LoadWeights(weights);
        }
        catch (InvalidArgumentException e)
        {
            throw new InvalidArgumentException([.. e.Violations.Select(violation => violation with { Field = $"{Field}.{violation.Field}" })]);
        }
        var wild = weights.Where(tensor => !WiderFloats.AreFinite(tensor))
            .Select(tensor => new FieldViolation($"{Field}.{tensor.Name}", $"holds a number that is not finite; '{file.FileName}' is damaged or its training diverged"));
        InvalidArgumentException.ThrowIfAny([.. wild]);
    }

    private async Task<IReadOnlyList<NamedTensor>> Read(UploadedFile file, CancellationToken cancellation)
    {
        var bytes = await blobs.ReadAll(file.Blob, cancellation);
        try
        {
            return Safetensors.Read(bytes).Tensors;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidArgumentException(Field, $"'{file.FileName}' is no safetensors file: {e.Message}");
        }
    }
}
