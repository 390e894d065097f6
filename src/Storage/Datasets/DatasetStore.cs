using System.Globalization;
using System.Text.Json;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Storage.Datasets;

/// <summary>Dataset versions as safetensors chunks (<c>features [n, …shape]</c>, <c>targets [n, …target shape]</c> F32) and a manifest with their digests.</summary>
/// <param name="root">First part of the blob names.</param>
public sealed class DatasetStore(IBlobStore store, string root = "datasets")
{
    public IBlobStore Store { get; } = store;

    /// <summary>Begins a version; nothing of it is visible until <see cref="DatasetWriter.Complete"/>.</summary>
    /// <exception cref="InvalidArgumentException">Name, version or a schema is wrong; says every fault.</exception>
    public DatasetWriter Create(string dataset, int version, FeatureSchema features, TargetSchema target)
    {
        var faults = new List<FieldViolation>();
        ResourceName.Check("dataset", dataset, faults);
        if (version < 1) faults.Add(new FieldViolation("version", $"{version} is not a version; the first is 1"));
        SchemaRules.Check(features, target, faults);
        InvalidArgumentException.ThrowIfAny(faults);
        return new DatasetWriter(Store, Folder(dataset, version), version, features, target);
    }

    /// <exception cref="CorruptBlobException">The manifest is not that of the digest.</exception>
    /// <exception cref="BlobNotFoundException">There is no such version.</exception>
    public async Task<DatasetReader> Open(string dataset, int version, string manifestSha256, CancellationToken cancellation = default)
    {
        ResourceName.Require("dataset", dataset);
        var folder = Folder(dataset, version);
        var blob = $"{folder}/{DatasetManifest.FileName}";
        var bytes = await Store.ReadVerified(blob, manifestSha256, cancellation);
        try
        {
            return new DatasetReader(Store, folder, DatasetManifest.Parse(bytes));
        }
        catch (JsonException e)
        {
            throw new CorruptBlobException(blob, e.Message);
        }
    }

    /// <summary>Removes all blobs of a version, complete or not.</summary>
    public async Task Delete(string dataset, int version, CancellationToken cancellation = default)
    {
        ResourceName.Require("dataset", dataset);
        var folder = Folder(dataset, version);
        // The manifest goes first: what is left after an interruption is no version.
        await Store.Delete($"{folder}/{DatasetManifest.FileName}", cancellation: cancellation);
        await foreach (var blob in Store.List($"{folder}/", cancellation)) await Store.Delete(blob.Name, cancellation: cancellation);
    }

    private string Folder(string dataset, int version) => string.Create(CultureInfo.InvariantCulture, $"{root}/{dataset}/{version}");
}
