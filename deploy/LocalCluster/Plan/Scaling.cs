using DistributedDL.Deployment.Compose;

namespace DistributedDL.Deployment.Plan;

/// <summary>More or fewer services of a role than the compose file has.</summary>
internal static class Scaling
{
    /// <summary>Keeps the first of each role, or adds copies named <c>ROLE-N</c>.</summary>
    /// <exception cref="ArgumentException">No service of the role to copy.</exception>
    public static IReadOnlyList<ComposeService> Apply(IReadOnlyList<ComposeService> services, IReadOnlyDictionary<string, int> counts)
    {
        var result = services.ToList();
        foreach (var (role, count) in counts)
        {
            var present = result.Where(service => Images.RoleOf(service) == role && Images.KindOf(service) is ServiceKind.Silo or ServiceKind.Gateway).ToList();
            if (present.Count == 0) throw new ArgumentException($"the compose file has no service with the role '{role}' to scale");
            foreach (var surplus in present.Skip(count)) result.Remove(surplus);
            for (var number = present.Count + 1; number <= count; number++) result.Add(Copy(present[0], $"{role}-{number}"));
        }
        return result;
    }

    private static ComposeService Copy(ComposeService service, string name) => service with
    {
        Name = name,
        Environment = service.Environment.ToDictionary(pair => pair.Key, pair => pair.Value == service.Name ? name : pair.Value),
        // The host's ports are the first one's.
        Ports = service.Ports.ToDictionary(pair => pair.Key, _ => (int?)null),
    };
}
