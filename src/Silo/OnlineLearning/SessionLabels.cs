namespace DistributedDL.Silo.OnlineLearning;

/// <summary>The class labels of a session, by output index; those of a session whose head grows become more.</summary>
internal sealed class SessionLabels
{
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public SessionLabels(IReadOnlyList<string> labels) => Add(labels);

    /// <summary>As it is now; a later addition makes another list.</summary>
    public IReadOnlyList<string> All { get; private set; } = [];

    public int Count => All.Count;

    public int? Find(string label) => _indices.TryGetValue(label, out var index) ? index : null;

    public void Add(IReadOnlyList<string> labels)
    {
        foreach (var label in labels) _indices.Add(label, _indices.Count);
        All = [.. All, .. labels];
    }
}
