using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace DistributedDL.Storage.GrainState;

/// <summary>Grain state as JSON blobs <c>grainstate/{stateName}-{grainId}.json</c>.</summary>
/// <remarks>
/// Names, conditions and content follow Microsoft.Orleans.Persistence.AzureStorage, so that either can go on with the other's state.
/// The one addition is a last line with a checksum, a comment to JSON readers; a blob without that line is accepted as that package's.
/// </remarks>
/// <param name="activators">Creates the state of a grain that has none; parameterless constructors when null.</param>
public sealed class BlobGrainStorage(IBlobStore store, IGrainStorageSerializer serializer, IActivatorProvider? activators = null) : IGrainStorage
{
    private const string Container = "grainstate";
    private readonly IBlobStore _store = store;
    private readonly IGrainStorageSerializer _serializer = serializer;

    /// <exception cref="CorruptBlobException">The blob was truncated or edited; names it.</exception>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var blob = BlobOf(stateName, grainId);
        if (await Read(blob) is not var (etag, bytes))
        {
            Reset(grainState);
            return;
        }
        grainState.State = Deserialize<T>(blob, StateChecksum.Verify(blob, bytes));
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    /// <exception cref="InconsistentStateException">The stored state is not the one of the ETag.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var blob = BlobOf(stateName, grainId);
        var bytes = StateChecksum.Append(_serializer.Serialize(grainState.State).ToMemory());
        using var content = new MemoryStream(bytes, writable: false);
        try
        {
            grainState.ETag = (await _store.Put(blob, content, ConditionOf(grainState.ETag))).ETag;
            grainState.RecordExists = true;
        }
        catch (BlobConditionException e)
        {
            throw Inconsistent(e, grainState.ETag);
        }
    }

    /// <exception cref="InconsistentStateException">The stored state is not the one of the ETag.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var blob = BlobOf(stateName, grainId);
        try
        {
            await _store.Delete(blob, ConditionOf(grainState.ETag));
        }
        catch (BlobConditionException e) when (e.CurrentETag is not null)
        {
            throw Inconsistent(e, grainState.ETag);
        }
        catch (BlobConditionException)
        {
            // Gone already, which is what was asked for.
        }
        Reset(grainState);
    }

    /// <summary>Prefix of the blobs of all grains of a type, up to the grain's key.</summary>
    public static string Prefix(string stateName, string grainType) => $"{Container}/{stateName}-{grainType}/";

    internal static string BlobOf(string stateName, GrainId grainId) => $"{Container}/{StateBlobName.Escape($"{stateName}-{grainId}")}.json";

    private async Task<(string ETag, byte[] Bytes)?> Read(string blob)
    {
        try
        {
            // ETag first: should a writer come in between, the older tag makes our next write fail rather than overwrite.
            return await _store.GetProperties(blob) is { } found ? (found.ETag, await _store.ReadAll(blob)) : null;
        }
        catch (BlobNotFoundException)
        {
            return null;
        }
    }

    private T Deserialize<T>(string blob, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return _serializer.Deserialize<T>(new BinaryData(bytes)) ?? throw new CorruptBlobException(blob, "it holds null");
        }
        catch (Exception e) when (e is not (CorruptBlobException or OutOfMemoryException))
        {
            throw new CorruptBlobException(blob, $"it is not a {typeof(T).Name}: {e.Message}");
        }
    }

    private void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = activators is null ? Activator.CreateInstance<T>() : activators.GetActivator<T>().Create();
        grainState.ETag = null!;
        grainState.RecordExists = false;
    }

    private static BlobCondition ConditionOf(string? etag) => string.IsNullOrEmpty(etag) ? BlobCondition.Absent : BlobCondition.Match(etag);

    private static InconsistentStateException Inconsistent(BlobConditionException e, string? etag) => new(e.Message, e.CurrentETag ?? "", etag ?? "", e);
}
