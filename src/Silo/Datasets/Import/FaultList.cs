using System.Globalization;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>The faults found so far: the first <see cref="MaxShown"/> are kept, all are counted.</summary>
public sealed class FaultList
{
    public const int MaxShown = 20;

    private readonly List<FieldViolation> _shown = [];

    /// <summary>Faults found, shown or not.</summary>
    public long Found { get; private set; }

    public void Add(string field, string description)
    {
        Found++;
        if (_shown.Count < MaxShown) _shown.Add(new FieldViolation(field, description));
    }

    public void AddRange(IEnumerable<FieldViolation> violations)
    {
        foreach (var violation in violations) Add(violation.Field, violation.Description);
    }

    /// <summary>Counts faults of which only some were remembered in detail.</summary>
    public void AddUnseen(long faults) => Found += faults;

    /// <exception cref="InvalidArgumentException">At least one fault was found.</exception>
    public void ThrowIfAny()
    {
        if (Found == 0) return;
        var hidden = Found - _shown.Count;
        var last = string.Create(CultureInfo.InvariantCulture, $"and {hidden:N0} more {(hidden == 1 ? "fault" : "faults")}");
        throw new InvalidArgumentException(hidden == 0 ? [.. _shown] : [.. _shown, new FieldViolation(_shown[^1].Field, last)]);
    }
}
