using System.Globalization;
using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Turns a target's text into its class index or value.</summary>
public sealed class TargetEncoder
{
    private readonly Dictionary<string, int>? _classes;
    private readonly Dictionary<PartTally, (long[] All, long[] Tail)> _counts = [];

    private TargetEncoder(TargetSchema schema, Dictionary<string, int>? classes)
    {
        Schema = schema;
        _classes = classes;
    }

    public TargetSchema Schema { get; }

    public static TargetEncoder OfValues(string column, IReadOnlyList<PartTally> parts)
    {
        var encoder = new TargetEncoder(new TargetSchema(column, TargetKind.Value, []), null);
        foreach (var part in parts) encoder._counts[part] = ([], []);
        return encoder;
    }

    /// <summary>Labels that are all numbers are ordered as numbers, and <c>1</c> and <c>1.0</c> are one; others by their code points.</summary>
    /// <param name="codes">Each distinct text and its provisional number.</param>
    public static TargetEncoder OfClasses(string column, IReadOnlyDictionary<string, int> codes, IReadOnlyList<PartTally> parts)
    {
        var numbers = codes.Keys.All(text => Number(text) is not null);
        var labels = numbers
            ? codes.Keys.Select(text => Number(text)!.Value).Distinct().Order().Select(Canonical).ToList()
            : codes.Keys.Order(StringComparer.Ordinal).ToList();
        var indices = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        var classes = codes.Keys.ToDictionary(text => text, text => indices[numbers ? Canonical(Number(text)!.Value) : text], StringComparer.Ordinal);
        var classOf = codes.OrderBy(code => code.Value).Select(code => classes[code.Key]).ToList();
        var encoder = new TargetEncoder(new TargetSchema(column, TargetKind.Class, labels), classes);
        foreach (var part in parts) encoder._counts[part] = part.ByClass(classOf, labels.Count);
        return encoder;
    }

    public float Encode(ReadOnlySpan<byte> text)
    {
        if (_classes is null) return float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        Span<char> chars = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        return _classes.GetAlternateLookup<ReadOnlySpan<char>>()[chars[..Encoding.UTF8.GetChars(text, chars)]];
    }

    public ScannedPart Part(PartTally part, Func<CancellationToken, IAsyncEnumerable<ImportedExample>> read) =>
        new(part.Split, part.Examples, _counts[part].All, _counts[part].Tail, read);

    // Longer numbers are codes: as doubles, two of them could become one.
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e15 ? value + 0.0 : null;

    private static string Canonical(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
