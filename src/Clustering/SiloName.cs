using System.Globalization;

namespace DistributedDL.Clustering;

/// <summary>
/// A silo's name in the table of members says what it does, as in <c>serving+training-2@host/4711</c>, where 2 are its training lanes. So each
/// silo and each client knows it of every other with the membership itself, and needs no further call that might fail.
/// </summary>
/// <param name="TrainingLanes">0 where it does not train.</param>
/// <param name="Place">Host and process, for people.</param>
public sealed record SiloName(ProcessRoles Roles, int TrainingLanes, string Place)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{RoleList.Format(Roles, '+')}-{TrainingLanes}@{Place}");

    /// <returns>Null for the name of a silo that is none of ours.</returns>
    public static SiloName? Parse(string? name)
    {
        var at = name?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at < 0 || name![..at].Split('-') is not [var roles, var lanes]) return null;
        return RoleList.Parse(roles.Replace('+', ',')) is { } parsed && int.TryParse(lanes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new SiloName(parsed, count, name[(at + 1)..])
            : null;
    }
}
