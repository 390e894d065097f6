namespace DistributedDL.Clustering;

/// <summary>Roles as text: <c>serving,training</c>.</summary>
public static class RoleList
{
    public const string Rule = "a comma-separated list of gateway, serving, training, each once at most and one at least";

    private static readonly (string Name, ProcessRoles Role)[] Known =
        [("gateway", ProcessRoles.Gateway), ("serving", ProcessRoles.Serving), ("training", ProcessRoles.Training)];

    /// <returns>Null for what is no such list.</returns>
    public static ProcessRoles? Parse(string? text)
    {
        var roles = ProcessRoles.None;
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var role = Known.FirstOrDefault(known => known.Name.Equals(part, StringComparison.OrdinalIgnoreCase)).Role;
            if (role == ProcessRoles.None || roles.HasFlag(role)) return null;
            roles |= role;
        }
        return roles;
    }

    public static string Format(ProcessRoles roles, char separator = ',') =>
        string.Join(separator, Known.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name));

    /// <summary>Whether a process of these roles is a silo.</summary>
    public static bool IsSilo(this ProcessRoles roles) => (roles & (ProcessRoles.Serving | ProcessRoles.Training)) != 0;
}
