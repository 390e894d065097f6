namespace DistributedDL.Cli.Demo;

/// <summary>What the demo's resources are called.</summary>
internal sealed record DemoNames(string Dataset, string Model, string Session)
{
    /// <summary>On a server of the demo's own.</summary>
    public static DemoNames Plain { get; } = new("digits", "net", "scanner");

    /// <summary>Where they must not meet those of others.</summary>
    public static DemoNames Unique()
    {
        var mark = Guid.NewGuid().ToString("n")[..6];
        return new DemoNames($"demo-{mark}-digits", $"demo-{mark}-net", $"demo-{mark}-scanner");
    }
}
