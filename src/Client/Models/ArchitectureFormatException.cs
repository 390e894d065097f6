using DistributedDL.Client.Errors;

namespace DistributedDL.Client.Models;

/// <summary>A text has not the form of an architecture. Carries every fault that was found.</summary>
public sealed class ArchitectureFormatException(IReadOnlyList<FieldFault> faults)
    : FormatException(string.Join("; ", faults.Select(fault => $"{fault.Field}: {fault.Description}")))
{
    public IReadOnlyList<FieldFault> Faults { get; } = faults;
}
