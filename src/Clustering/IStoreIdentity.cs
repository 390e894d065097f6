namespace DistributedDL.Clustering;

/// <summary>Which store a process has.</summary>
public interface IStoreIdentity
{
    /// <summary>For people: what kind it is and where.</summary>
    string Shown { get; }

    /// <summary>The same for every process with this store, and for no other; given to it with the first question.</summary>
    Task<string> GetId(CancellationToken cancellation);
}
