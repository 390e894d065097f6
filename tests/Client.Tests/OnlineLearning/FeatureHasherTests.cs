using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Client.Tests.OnlineLearning;

public sealed class FeatureHasherTests
{
    public static TheoryData<int> Cases() => new(Enumerable.Range(0, Golden().Count));

    [Theory, MemberData(nameof(Cases))]
    public void Add_RowsOfCategories_AreAsScikitLearnHashesThem(int index)
    {
        var golden = Golden()[index]!;
        var width = (int)golden["width"]!;
        var (expected, hashed, hasher) = (new float[width], new float[width], new FeatureHasher(width));
        foreach (var (at, value) in golden["hashed"]!.AsObject()) expected[int.Parse(at)] = (float)value!;

        foreach (var (column, value) in golden["row"]!.AsObject()) hasher.Add(column, (string)value!, hashed);

        Assert.Equal(expected, hashed);
    }

    [Fact]
    public void Add_BoundsBroken_NamesThem()
    {
        Assert.StartsWith("width", Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureHasher(0)).ParamName, StringComparison.Ordinal);
        Assert.StartsWith("3 numbers; the width is 4", Assert.Throws<ArgumentException>(() => new FeatureHasher(4).Add("a", "b", new float[3])).Message, StringComparison.Ordinal);
    }

    private static JsonArray Golden()
    {
        using var stream = typeof(FeatureHasherTests).Assembly.GetManifestResourceStream("feature_hasher.json")!;
        return JsonNode.Parse(stream)!.AsArray();
    }
}
