using System.Globalization;

namespace DistributedDL.Deployment.Compose;

/// <summary>One place in a compose file, which knows its path for what is said of it.</summary>
internal sealed record ComposeNode(string Path, object? Value)
{
    public bool IsNothing => Value is null;

    public ComposeNode this[string key] => new($"{Path}.{key}", Value is Dictionary<object, object?> map && map.TryGetValue(key, out var value) ? value : null);

    public string Text => Value as string ?? throw Bad("is not a text");

    public int Whole => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad("is not a whole number");

    public IEnumerable<ComposeNode> Items => Value switch
    {
        null => [],
        List<object?> list => list.Select((item, at) => new ComposeNode($"{Path}[{at}]", item)),
        _ => throw Bad("is not a list"),
    };

    public IEnumerable<KeyValuePair<string, ComposeNode>> Pairs => Value switch
    {
        null => [],
        Dictionary<object, object?> map => map.Select(pair => KeyValuePair.Create($"{pair.Key}", new ComposeNode($"{Path}.{pair.Key}", pair.Value))),
        _ => throw Bad("is not a mapping"),
    };

    public InvalidDataException Bad(string fault) => new($"{Path} {fault}");
}
