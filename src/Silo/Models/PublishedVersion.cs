using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Models;

/// <summary>A version, and the operation that published it.</summary>
internal sealed record PublishedVersion(string OperationId, ModelVersionReport Report);
