namespace DistributedDL.Storage.Blobs;

/// <summary>Makes one kind of blob store; chosen by its name.</summary>
public interface IBlobStoreFactory
{
    /// <summary>As in <c>Storage:Provider</c>.</summary>
    string Name { get; }

    IBlobStore Create(StorageOptions options);
}
