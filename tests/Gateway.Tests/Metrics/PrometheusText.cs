using System.Globalization;
using System.Text.RegularExpressions;

namespace DistributedDL.Gateway.Tests.Metrics;

/// <summary>A strict reader of the Prometheus text format 0.0.4: every line must be what the format allows, where it allows it.</summary>
internal sealed partial class PrometheusText
{
    private readonly Dictionary<string, Family> _families = [];

    public IReadOnlyDictionary<string, Family> Families => _families;

    public static PrometheusText Parse(string page)
    {
        var text = new PrometheusText();
        Assert.EndsWith("\n", page, StringComparison.Ordinal);
        foreach (var line in page.Split('\n').Where(line => line.Length > 0)) text.Read(line);
        foreach (var (name, family) in text._families) Check(name, family);
        return text;
    }

    private void Read(string line)
    {
        if (line == "# EOF") return;
        if (Comment().Match(line) is { Success: true } comment)
        {
            var family = Open(comment.Groups[2].Value);
            Assert.True(family.Samples.Count == 0, $"comment after samples: {line}");
            if (comment.Groups[1].Value == "TYPE")
            {
                Assert.Null(family.Type);
                family.Type = comment.Groups[3].Value;
                Assert.Contains(family.Type, new[] { "counter", "gauge", "histogram", "summary", "untyped" });
            }
            else if (comment.Groups[1].Value == "HELP") family.Help = comment.Groups[3].Value;
            return;
        }
        var sample = Sample().Match(line);
        Assert.True(sample.Success, $"neither a comment nor a sample: {line}");
        var name = sample.Groups[1].Value;
        var value = sample.Groups[3].Value is "+Inf" ? double.PositiveInfinity : double.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture);
        var labels = Label().Matches(sample.Groups[2].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value);
        var owner = _families.Where(family => family.Key == name || (family.Value.Type == "histogram" && (name == $"{family.Key}_bucket" || name == $"{family.Key}_sum" || name == $"{family.Key}_count"))).ToList();
        Assert.True(owner.Count == 1, $"sample without a TYPE before it: {line}");
        owner[0].Value.Samples.Add((name, labels, value));
    }

    private Family Open(string name)
    {
        if (!_families.TryGetValue(name, out var family)) _families[name] = family = new Family();
        return family;
    }

    private static void Check(string name, Family family)
    {
        Assert.NotNull(family.Type);
        if (family.Type == "counter") Assert.EndsWith("_total", name, StringComparison.Ordinal);
        var keys = family.Samples.Select(sample => sample.Name + string.Join(",", sample.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"))).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        if (family.Type != "histogram") return;
        foreach (var series in family.Samples.Where(sample => sample.Name == $"{name}_bucket").GroupBy(sample => string.Join(",", sample.Labels.Where(label => label.Key != "le").OrderBy(label => label.Key, StringComparer.Ordinal))))
        {
            var counts = series.Select(sample => sample.Value).ToList();
            Assert.Equal(counts.Order(), counts);
            Assert.Equal("+Inf", series.Last().Labels["le"]);
        }
    }

    internal sealed class Family
    {
        public string? Type { get; set; }

        public string? Help { get; set; }

        public List<(string Name, Dictionary<string, string> Labels, double Value)> Samples { get; } = [];
    }

    [GeneratedRegex("""^# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) ?(.*)$""")]
    private static partial Regex Comment();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*",?)*\})? (\+Inf|-?[0-9.eE+-]+|NaN)( -?[0-9]+)?$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)",?""")]
    private static partial Regex Label();
}
