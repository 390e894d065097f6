namespace DistributedDL.Clustering;

/// <summary>How a process joins the cluster; section <c>Cluster</c>. The same for every process of a cluster but for <see cref="Roles"/>.</summary>
public sealed class ClusterJoinOptions
{
    public const string Section = "Cluster";

    /// <summary><c>Embedded</c>, one process, by default; or <c>Redis</c>.</summary>
    public string Mode { get; set; } = nameof(ClusterMode.Embedded);

    /// <summary>Where Redis is, as StackExchange.Redis takes it: <c>host:6379,password=…</c>. Needed with mode Redis.</summary>
    public string? Redis { get; set; }

    /// <summary>Processes with the same id find each other; another id begins another cluster.</summary>
    public string ClusterId { get; set; } = "distributeddl";

    /// <summary>Stays the same over all deployments that share stored state.</summary>
    public string ServiceId { get; set; } = "distributeddl";

    /// <summary>Of <c>gateway</c>, <c>serving</c>, <c>training</c>, with commas; all by default. Mode Embedded takes all, as it is the whole cluster.</summary>
    public string Roles { get; set; } = RoleList.Format(ProcessRoles.All);

    /// <summary>
    /// How long a silo may take to answer a probe of another; three missed ones, and a vote of two others where there are so many, declare it dead.
    /// 200 ms to 1 min, 5 s by default: shorter finds a dead silo sooner, and takes a slow one for dead.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a client looks for gateways to silos that have come; 1 s to 10 min, 5 s by default.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest time that a stopping process has for all it must finish, beyond the drain of its gateway; then it ends. 1 s to 30 min, 30 s by default.
    /// With <c>Gateway:DrainDelay</c> and <c>Gateway:DrainTimeout</c> it must stay below the grace period of whoever stops the process.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The mode of valid options.</summary>
    public ClusterMode JoinsBy => Enum.Parse<ClusterMode>(Mode, ignoreCase: true);

    /// <summary>The roles of valid options.</summary>
    public ProcessRoles Takes => RoleList.Parse(Roles) ?? ProcessRoles.None;
}
