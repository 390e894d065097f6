namespace DistributedDL.Storage.Blobs;

internal sealed class DirectoryBlobStoreFactory(TimeProvider time) : IBlobStoreFactory
{
    public string Name => "Directory";

    public IBlobStore Create(StorageOptions options) => new DirectoryBlobStore(options.Directory, time, options.OpenAppends, options.DiskThreads);
}
