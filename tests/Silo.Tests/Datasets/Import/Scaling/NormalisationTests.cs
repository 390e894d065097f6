using System.Globalization;
using System.Text;
using System.Text.Json;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Scaling;

/// <summary>Against scikit-learn's scalers, see Golden/make_scales.py.</summary>
public sealed class NormalisationTests : IDisposable
{
    private static readonly JsonElement Known = JsonDocument.Parse(File.ReadAllText(Golden("scales.json"))).RootElement;
    private readonly ImportBench _bench = new();

    [Theory]
    [InlineData(Normalisation.Max, "max")]
    [InlineData(Normalisation.Standard, "standard")]
    public async Task Import_Normalised_FitsTheTrainingSplitAsScikitLearn(Normalisation normalisation, string name)
    {
        var spec = ImportBench.Csv with { Normalise = normalisation, Target = TargetKind.Value };

        var version = await _bench.ImportSplits(spec, (Split.Train, Csv("train")), (Split.Test, Csv("test")));

        var known = Known.GetProperty(name);
        IReadOnlyList<ColumnScale> scales = [.. version.Features.Scales, version.Target.Scale!];
        Close(Numbers(known.GetProperty("offset")), scales.Select(scale => scale.Offset));
        Close(Numbers(known.GetProperty("scale")), scales.Select(scale => scale.Scale));
        var stored = (await _bench.Examples(version, Split.Test)).SelectMany(example => example.Features.Append(example.Target)).Select(value => (double)value);
        Close(known.GetProperty("test").EnumerateArray().SelectMany(Numbers), stored);
    }

    [Fact]
    public async Task Import_WindowOfItsOwnTarget_HasOneScaleForBoth()
    {
        var spec = ImportBench.Csv with { Columns = ["close"], WindowSteps = 2, TestRows = 1, Normalise = Normalisation.Max };

        var version = await _bench.Import(spec, "close\n-10\n20\n30\n40\n80\n");

        Assert.Equal(new ColumnScale(0, 40), version.Target.Scale);
        Assert.Equal([new ColumnScale(0, 40)], version.Features.Scales);
        Assert.Equal([0.75f, 1], (await _bench.Examples(version)).Select(example => example.Target));
        var test = Assert.Single(await _bench.Examples(version, Split.Test));
        Assert.Equal([0.75f, 1], test.Features);
        Assert.Equal(2, test.Target);
    }

    [Fact]
    public async Task Import_DrawnSplit_IsTheSameAsWithoutScalesAndAloneFitted()
    {
        var rows = "x,y\n" + string.Concat(Enumerable.Range(1, 50).Select(i => $"{i},{1000 - (i * 7)}\n"));
        var spec = ImportBench.Csv with { Target = TargetKind.Value, TestFraction = 0.3, Seed = 5 };
        var raw = await _bench.Import(spec, rows);
        var train = await _bench.Examples(raw);
        using var other = new ImportBench();

        var scaled = await other.Import(spec with { Normalise = Normalisation.Max }, rows);

        Assert.Equal(train.Max(example => example.Features[0]), Assert.Single(scaled.Features.Scales).Scale);
        Assert.Equal(train.Max(example => example.Target), scaled.Target.Scale!.Scale);
        Assert.Equal(train.Select(example => (float)(example.Features[0] / scaled.Features.Scales[0].Scale)), (await other.Examples(scaled)).Select(example => example.Features[0]));
    }

    [Fact]
    public async Task Import_Classes_KeepTheirIndices()
    {
        var version = await _bench.Import(ImportBench.Csv with { Normalise = Normalisation.Standard }, "x,label\n1,a\n3,b\n5,b\n");

        Assert.Null(version.Target.Scale);
        Assert.Equal([0f, 1, 1], (await _bench.Examples(version)).Select(example => example.Target));
        Assert.Equal(3, Assert.Single(version.Features.Scales).Offset, 1e-12);
    }

    [Fact]
    public async Task Import_ByteArrayOfNumPy_IsStoredAsFloatsByColumn()
    {
        var spec = new DatasetImportSpec { Format = DataFormat.Npy, Normalise = Normalisation.Max };

        var version = await _bench.ImportFiles(spec, Golden("features_u1.npy"), Golden("targets_i8.npy"));

        Assert.Equal(ElementType.F32, version.Features.ElementType);
        Assert.Equal([21, 22, 23], version.Features.Scales.Select(scale => scale.Scale));
        Assert.Equal([1f, 1, 1], (await _bench.Examples(version))[^1].Features.TakeLast(3));
    }

    [Theory]
    [InlineData(DataFormat.Images)]
    [InlineData(DataFormat.Text)]
    [InlineData(DataFormat.Idx)]
    public async Task Import_FormWithoutColumns_IsRefused(DataFormat format)
    {
        var faults = await _bench.Faults(new DatasetImportSpec { Format = format, WindowSteps = format is DataFormat.Text ? 2 : 0, Normalise = Normalisation.Max }, ("data", "abc"u8.ToArray()));

        var fault = Assert.Single(faults);
        Assert.Equal("normalise", fault.Field);
        Assert.Contains("only one of Csv or Npy can", fault.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NumberThatLeavesTheRange_IsNamed()
    {
        var faults = await _bench.Faults(ImportBench.Csv with { Target = TargetKind.Value, TestRows = 1, Normalise = Normalisation.Max }, "x,y\n1e-30,1\n1e-30,2\n3e30,3\n");

        Assert.Contains("3E+30 lies so far outside the training split", Assert.Single(faults).Description, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static byte[] Csv(string split) => Encoding.UTF8.GetBytes("a,b,c,d,e,y\n" + string.Concat(Known.GetProperty(split).EnumerateArray()
        .Select(row => string.Join(',', Numbers(row).Select(value => value.ToString("R", CultureInfo.InvariantCulture))) + "\n")));

    private static IEnumerable<double> Numbers(JsonElement row) => row.EnumerateArray().Select(value => value.GetDouble());

    private static void Close(IEnumerable<double> expected, IEnumerable<double> found)
    {
        foreach (var (wanted, value) in expected.Zip(found, (a, b) => (a, b))) Assert.Equal(wanted, value, Math.Max(1e-6, Math.Abs(wanted) * 1e-6));
    }

    private static string Golden(string file) => Path.Combine(AppContext.BaseDirectory, "Datasets", "Import", "Golden", file);
}
