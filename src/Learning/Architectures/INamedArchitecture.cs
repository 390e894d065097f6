using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Architectures;

/// <summary>A published network.</summary>
internal interface INamedArchitecture
{
    string Name { get; }

    ArchitectureSpec Make(NamedArchitectureOptions options);
}
