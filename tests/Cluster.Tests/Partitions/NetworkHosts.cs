using System.Diagnostics;

namespace DistributedDL.Cluster.Tests.Partitions;

/// <summary>Hosts of a network of their own, in network namespaces: this machine is 10.79.0.1 on it, host n is 10.79.0.(1 + n). A bridge in a namespace joins them.</summary>
internal sealed class NetworkHosts : IDisposable
{
    private readonly string _mark = $"{Environment.ProcessId % 10_000}";
    private readonly int _count;

    private NetworkHosts(int count) => _count = count;

    public static string Here => "10.79.0.1";

    /// <summary>Skips the test that calls it where this user cannot make namespaces, or another test's are there.</summary>
    public static NetworkHosts Create(int count)
    {
        Assert.SkipUnless(Programs.Exists("ip") && Environment.UserName == "root", "needs root and iproute2, for network namespaces");
        var hosts = new NetworkHosts(count);
        try
        {
            hosts.Build();
            return hosts;
        }
        catch
        {
            hosts.Dispose();
            throw;
        }
    }

    public string Address(int host) => $"10.79.0.{1 + host}";

    /// <summary>A command on a host.</summary>
    public string[] On(int host, params string[] command) => ["ip", "netns", "exec", Name(host), .. command];

    /// <summary>What one sends the other is lost from now on, both ways, without a word; both still reach this machine.</summary>
    public void Cut(int one, int other)
    {
        Ip([.. On(one)[1..], "ip", "route", "add", "blackhole", $"{Address(other)}/32"]);
        Ip([.. On(other)[1..], "ip", "route", "add", "blackhole", $"{Address(one)}/32"]);
    }

    public void Join(int one, int other)
    {
        Ip([.. On(one)[1..], "ip", "route", "del", "blackhole", $"{Address(other)}/32"]);
        Ip([.. On(other)[1..], "ip", "route", "del", "blackhole", $"{Address(one)}/32"]);
    }

    public void Dispose()
    {
        for (var host = 0; host <= _count; host++) Run(["netns", "del", Name(host)]);
        Run(["link", "del", $"ddlh{_mark}"]);
    }

    /// <summary>Namespace 0 is the bridge's.</summary>
    private string Name(int host) => $"ddl-test-{_mark}-{host}";

    private void Build()
    {
        Ip(["netns", "add", Name(0)]);
        Ip(["-n", Name(0), "link", "add", "br0", "type", "bridge"]);
        Ip(["-n", Name(0), "link", "set", "br0", "up"]);
        Ip(["link", "add", $"ddlh{_mark}", "type", "veth", "peer", "name", "p0", "netns", Name(0)]);
        Ip(["addr", "add", $"{Here}/24", "dev", $"ddlh{_mark}"]);
        Ip(["link", "set", $"ddlh{_mark}", "up"]);
        Attach("p0");
        for (var host = 1; host <= _count; host++)
        {
            Ip(["netns", "add", Name(host)]);
            Ip(["-n", Name(host), "link", "set", "lo", "up"]);
            Ip(["link", "add", "eth0", "netns", Name(host), "type", "veth", "peer", "name", $"p{host}", "netns", Name(0)]);
            Ip(["-n", Name(host), "addr", "add", $"{Address(host)}/24", "dev", "eth0"]);
            Ip(["-n", Name(host), "link", "set", "eth0", "up"]);
            Attach($"p{host}");
        }
    }

    private void Attach(string port)
    {
        Ip(["-n", Name(0), "link", "set", port, "master", "br0"]);
        Ip(["-n", Name(0), "link", "set", port, "up"]);
    }

    private static void Ip(string[] arguments)
    {
        var (code, error) = Run(arguments);
        Assert.True(code == 0, $"ip {string.Join(' ', arguments)}: {error}");
    }

    private static (int Code, string Error) Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
