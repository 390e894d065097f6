using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>
/// Reads one mapping strictly. Each key that is asked for becomes known; <see cref="Complete"/> reports the others.
/// A fault is recorded, never thrown, so that one reading finds all of them.
/// </summary>
public sealed partial class MapReader(YamlMappingNode node, string path, RecipeContext context)
{
    private readonly List<string> _known = [];

    /// <summary>The keys that were asked for so far, sorted.</summary>
    public IEnumerable<string> Known => _known.Order(StringComparer.Ordinal);

    public YamlMappingNode Mapping { get; } = node;

    public string Path { get; } = path;

    public RecipeContext Context { get; } = context;

    /// <summary>Reads <paramref name="node"/> as a mapping; null, with a fault, when it is none.</summary>
    public static MapReader? Of(YamlNode node, string path, RecipeContext context, string expected)
    {
        if (node is YamlMappingNode mapping) return new MapReader(mapping, path, context);
        context.Faults.Add(node.Start, path, $"{YamlScalar.Show(node)} is not {expected}");
        return null;
    }

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value under <paramref name="key"/>; null when it is absent, with a fault when it is required.</summary>
    public YamlNode? Node(string key, bool required = false)
    {
        if (!_known.Contains(key)) _known.Add(key);
        var found = Find(key);
        if (found is not null && !YamlScalar.IsNull(found)) return found;
        if (found is not null) Fault(key, "has no value");
        else if (required) Context.Faults.Add(Mapping.Start, PathOf(key), $"'{key}' is missing");
        return null;
    }

    public void Fault(string key, string description) =>
        Context.Faults.Add((Find(key) ?? Mapping).Start, PathOf(key), description);

    /// <summary>Reports each key that no value was read from.</summary>
    public void Complete()
    {
        foreach (var key in Mapping.Children.Keys.Where(key => !_known.Contains(YamlScalar.Key(key))))
        {
            var choices = _known.Count == 0 ? "none is expected here" : $"known are {string.Join(", ", Known)}";
            Context.Faults.Add(key.Start, PathOf(YamlScalar.Key(key)), $"unknown key {YamlScalar.Show(key)}; {choices}");
        }
    }

    private YamlNode? Find(string key) => Mapping.Children.FirstOrDefault(pair => YamlScalar.Key(pair.Key) == key).Value;
}
