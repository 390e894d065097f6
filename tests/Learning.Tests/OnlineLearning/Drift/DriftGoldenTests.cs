using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedDL.Learning.OnlineLearning.Drift;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.OnlineLearning.Drift;

public sealed class DriftGoldenTests
{
    private static readonly JsonNode File = GoldenFile.Read("drift.json");

    private static readonly Dictionary<string, double[]> Series =
        File["series"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value.Deserialize<double[]>()!);

    public static TheoryData<string> Runs => [.. File["runs"]!.AsArray().Select(run => (string)run!["name"]!)];

    [Theory, MemberData(nameof(Runs))]
    public void Add_Series_WarnsAndAlarmsWhereRiverDoes(string name)
    {
        var run = File["runs"]!.AsArray().Single(run => (string)run!["name"]! == name)!;
        var detector = DriftDetectors.Find("drift", (string)run["detector"]!, run["parameters"]!.ToJsonString(), isBinary: true, [])!;

        var levels = Series[(string)run["series"]!].Select(detector.Add).ToArray();

        Assert.Equal(run["warnings"].Deserialize<int[]>(), Where(levels, DriftLevel.Warning));
        Assert.Equal(run["drifts"].Deserialize<int[]>(), Where(levels, DriftLevel.Drift));
        var estimate = (double)run["estimate"]!;
        Assert.Equal(estimate, detector.Estimate, 1e-9 * Math.Max(1, Math.Abs(estimate)));
    }

    private static IEnumerable<int> Where(DriftLevel[] levels, DriftLevel wanted) => levels.Index().Where(entry => entry.Item == wanted).Select(entry => entry.Index);
}
