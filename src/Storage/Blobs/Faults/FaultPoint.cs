using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DistributedDL.Storage.Blobs.Faults;

/// <summary>The moment at which a process dies.</summary>
/// <param name="Number">At the n-th such write of the process, counted from 1.</param>
public readonly record struct FaultPoint(FaultKind Kind, int Number)
{
    public const string Rule = "it must be append, checkpoint, snapshot, before-state, after-state or remove, a colon, and a number from 1, as in append:17";

    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["append"] = FaultKind.Append,
        ["checkpoint"] = FaultKind.Checkpoint,
        ["snapshot"] = FaultKind.Snapshot,
        ["before-state"] = FaultKind.BeforeState,
        ["after-state"] = FaultKind.AfterState,
        ["remove"] = FaultKind.Remove,
    };

    public static bool TryParse([NotNullWhen(true)] string? text, out FaultPoint point)
    {
        point = default;
        if (text?.Split(':') is not [var name, var count] || !Kinds.TryGetValue(name, out var kind)) return false;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) return false;
        point = new FaultPoint(kind, number);
        return true;
    }
}
