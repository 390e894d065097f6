using System.Text.Json;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import;

namespace DistributedDL.Silo.Tests.Datasets.Import;

public sealed class SplitPlanTests : IDisposable
{
    private readonly ImportBench _bench = new();

    public static TheoryData<long, double, long, long> Sizes => new() { { 788, 0.2, 630, 158 }, { 10, 0.1, 9, 1 }, { 3, 0.34, 1, 2 }, { 101, 0.5, 50, 51 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Import_TestFraction_HasTheSizesOfTrainTestSplit(long rows, double fraction, long train, long test)
    {
        var version = await _bench.Import(ImportBench.Csv with { TestFraction = fraction }, Rows(rows));

        Assert.Equal([(Split.Train, train), (Split.Test, test)], version.Splits.Select(split => (split.Name, split.Examples)));
    }

    [Fact]
    public async Task Import_ThreeSplits_HoldEveryRowOnce()
    {
        var version = await _bench.Import(ImportBench.Csv with { TestFraction = 0.2, ValidationFraction = 0.1, Seed = 5 }, Rows(100));

        Assert.Equal([70L, 10L, 20L], version.Splits.Select(split => split.Examples));
        var rows = new List<float>();
        foreach (var split in Split.All) rows.AddRange((await _bench.Examples(version, split)).Select(e => e.Features[0]));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), rows.Order());
    }

    [Fact]
    public async Task Import_SameSeed_SameSplit_AnotherSeed_Another()
    {
        var first = await Test(seed: 1);

        Assert.Equal(first, await Test(seed: 1));
        Assert.NotEqual(first, await Test(seed: 2));
        Assert.NotEqual(first, await Test(seed: 1L << 40 | 1));
    }

    [Fact]
    public async Task Import_SeedZero_GoesOnGivingTheRowsItGave() =>
        Assert.Equal("3 4 29 31 35 37 40 41 43 48", string.Join(' ', await Test(seed: 0)));

    [Fact]
    public async Task Import_TestRows_AreTheLastInOrder()
    {
        var version = await _bench.Import(ImportBench.Csv with { TestRows = 3 }, Rows(10));

        Assert.Equal([7f, 8f, 9f], (await _bench.Examples(version, Split.Test)).Select(e => e.Features[0]));
        Assert.Equal([0f, 1f, 2f, 3f, 4f, 5f, 6f], (await _bench.Examples(version)).Select(e => e.Features[0]));
    }

    [Fact]
    public async Task Import_TestRowsWithStratifiedValidation_DrawsFromTheOthersOnly()
    {
        // Classes alternate, except in the last ten rows, which are all of class 1.
        var csv = string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{(i < 40 ? i % 2 : 1)}\n"));

        var version = await _bench.Import(ImportBench.Csv with { TestRows = 10, ValidationFraction = 0.2, Stratify = true }, csv);

        Assert.Equal([(30L, 15L, 15L), (10L, 5L, 5L), (10L, 0L, 10L)], version.Splits.Select(s => (s.Examples, s.ClassCounts[0], s.ClassCounts[1])));
    }

    [Fact]
    public void Apportion_ManyClassCounts_AsScikitLearn()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Datasets", "Import", "Golden", "stratified_splits.json");
        using var golden = JsonDocument.Parse(File.ReadAllText(path));
        Assert.True(golden.RootElement.GetArrayLength() > 50);
        foreach (var item in golden.RootElement.EnumerateArray())
        {
            var counts = Longs(item, "counts");
            var test = Longs(item, "test");
            var quotas = StratifiedQuotas.Create(Classes(counts.Length), counts, Longs(item, "train").Sum(), test.Sum(), 0, new FaultList());
            Assert.Equal(test, quotas!.Select(quota => quota.Test));
            Assert.Equal(Longs(item, "train"), quotas!.Select(quota => quota.Train));
        }
    }

    [Fact]
    public async Task Import_Stratified_KeepsTheSharesInEverySplit()
    {
        var csv = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{(i % 10 == 0 ? "rare" : "usual")}\n"));

        var version = await _bench.Import(ImportBench.Csv with { TestFraction = 0.2, ValidationFraction = 0.1, Stratify = true }, csv);

        Assert.Equal([(14L, 126L), (2L, 18L), (4L, 36L)], version.Splits.Select(s => (s.ClassCounts[0], s.ClassCounts[1])));
    }

    [Fact]
    public void Draw_ManySeeds_EveryRowIsEquallyLikely()
    {
        var hits = new int[10];
        for (var seed = 0; seed < 4000; seed++)
        {
            var plan = SplitPlan.Create(ImportBench.Csv with { TestFraction = 0.3, Seed = seed }, Classes(1), Part(10), new FaultList())!;
            for (var i = 0; i < 10; i++) hits[i] += plan.Next(0) == Split.Test ? 1 : 0;
        }

        // 1,200 expected; the standard deviation is 29.
        Assert.All(hits, count => Assert.InRange(count, 1200 - 150, 1200 + 150));
    }

    public static TheoryData<DatasetImportSpec, string[]> BadSpecs => new()
    {
        { ImportBench.Csv with { TestFraction = 1 }, ["test_fraction: 1 is not a share; it must be 0 or more and below 1"] },
        { ImportBench.Csv with { TestFraction = -0.1, ValidationFraction = double.NaN },
            ["test_fraction: -0.1 is not a share; it must be 0 or more and below 1", "validation_fraction: NaN is not a share; it must be 0 or more and below 1"] },
        { ImportBench.Csv with { TestFraction = 0.5, ValidationFraction = 0.5 }, ["validation_fraction: 0.5 and test_fraction 0.5 leave nothing to train on; their sum must be below 1"] },
        { ImportBench.Csv with { TestRows = -1 }, ["test_rows: -1 is negative; it must be 0 or more"] },
        { ImportBench.Csv with { TestRows = 2, TestFraction = 0.5 }, ["test_rows: 2 cannot be combined with test_fraction 0.5; give one of them"] },
        { ImportBench.Csv with { TestRows = 6 }, ["test_rows: 6 test and 0 validation examples leave none of 6 to train on"] },
        { ImportBench.Csv with { TestFraction = 0.9 }, ["test_fraction: 6 test and 0 validation examples leave none of 6 to train on"] },
        { ImportBench.Csv with { Stratify = true }, ["stratify: there is nothing to draw; give test_fraction or validation_fraction"] },
        { ImportBench.Csv with { Stratify = true, TestFraction = 0.5, Target = TargetKind.Value }, ["stratify: column 'target' holds values; only classes can keep their shares"] },
        { ImportBench.Csv with { Stratify = true, TestFraction = 0.1 }, ["stratify: the test split has 1 examples; 2 classes need at least one each"] },
        { ImportBench.Csv with { Format = (DataFormat)9 }, ["format: '9' is not a known format; known are Csv, Idx, Images, Text, Npy"] },
    };

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public async Task Import_BadSplit_NamesFieldValueAndBound(DatasetImportSpec spec, string[] expected) =>
        Assert.Equal(expected, (await _bench.Faults(spec, Rows(6))).Select(fault => $"{fault.Field}: {fault.Description}"));

    [Fact]
    public async Task Import_ClassWithOneExample_CannotBeStratified() =>
        Assert.Equal("stratify: class 'b' has 1 example; at least 2 are needed",
            await _bench.Fault(ImportBench.Csv with { Stratify = true, TestFraction = 0.5 }, "1,a\n2,a\n3,a\n4,b\n"));

    public void Dispose() => _bench.Dispose();

    private static string Rows(long count) => string.Concat(Enumerable.Range(0, (int)count).Select(i => $"{i},{i % 2}\n"));

    private static long[] Longs(JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(value => value.GetInt64())];

    private static TargetSchema Classes(int count) => new("y", TargetKind.Class, [.. Enumerable.Range(0, count).Select(i => $"{i}")]);

    private static ScannedPart Part(long examples) => new(null, examples, [examples], [0], _ => AsyncEnumerable.Empty<ImportedExample>());

    private async Task<float[]> Test(long seed)
    {
        using var bench = new ImportBench();
        var version = await bench.Import(ImportBench.Csv with { TestFraction = 0.2, Seed = seed }, Rows(50));
        return [.. (await bench.Examples(version, Split.Test)).Select(e => e.Features[0])];
    }
}
