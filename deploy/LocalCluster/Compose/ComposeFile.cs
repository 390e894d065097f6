using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace DistributedDL.Deployment.Compose;

/// <summary>The part of a compose file that says which processes run, and with what. Anchors and merges are resolved.</summary>
public sealed class ComposeFile
{
    private ComposeFile(string folder, IReadOnlyList<ComposeService> services) => (Folder, Services) = (folder, services);

    /// <summary>Where the file lies; its relative paths begin here.</summary>
    public string Folder { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ComposeService> Services { get; }

    /// <exception cref="InvalidDataException">Not a compose file, or one that uses what is not understood here; names the service and the key.</exception>
    public static ComposeFile Read(string path)
    {
        var services = Root(path)["services"];
        if (services.IsNothing) throw new InvalidDataException($"{path} has no services");
        return new ComposeFile(Path.GetDirectoryName(Path.GetFullPath(path))!, [.. services.Pairs.Select(pair => Service(pair.Value, pair.Key))]);
    }

    /// <summary>All of the file.</summary>
    /// <exception cref="InvalidDataException">Not YAML, or no mapping.</exception>
    internal static ComposeNode Root(string path)
    {
        using var text = File.OpenText(path);
        try
        {
            return new ComposeNode(Path.GetFileName(path), new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new MergingParser(new Parser(text))));
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{path} is not a mapping in YAML; line {e.Start.Line}, column {e.Start.Column}: {e.Message}", e);
        }
    }

    private static ComposeService Service(ComposeNode node, string name) => new()
    {
        Name = name,
        Image = node["image"].Text,
        Command = [.. node["command"].Items.Select(item => item.Text)],
        Environment = node["environment"].Pairs.ToDictionary(pair => pair.Key, pair => pair.Value.Text),
        Ports = Ports(node),
        Mounts = node["volumes"].Items.Select(Mount).ToDictionary(),
        StopGracePeriod = node["stop_grace_period"].IsNothing ? TimeSpan.FromSeconds(10) : Seconds(node["stop_grace_period"]),
        DependsOn = [.. node["depends_on"].Pairs.Select(pair => pair.Key)],
    };

    private static KeyValuePair<string, string> Mount(ComposeNode node) =>
        node.Text.Split(':') is [var source, var inside, ..] ? KeyValuePair.Create(inside, source) : throw node.Bad("is not of the form SOURCE:PATH");

    private static Dictionary<int, int?> Ports(ComposeNode node)
    {
        var ports = node["expose"].Items.ToDictionary(item => item.Whole, _ => (int?)null);
        foreach (var published in node["ports"].Items)
        {
            // [address:]host:container
            var parts = published.Text.Split(':');
            if (parts.Length < 2 || !int.TryParse(parts[^1], out var inside) || !int.TryParse(parts[^2], out var host))
                throw published.Bad("is not of the form [ADDRESS:]HOST:CONTAINER");
            ports[inside] = host;
        }
        return ports;
    }

    private static TimeSpan Seconds(ComposeNode node) =>
        node.Text.EndsWith('s') && int.TryParse(node.Text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw node.Bad("is not a number of seconds, as in 30s");
}
