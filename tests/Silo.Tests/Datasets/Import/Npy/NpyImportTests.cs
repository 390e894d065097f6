using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Npy;

/// <summary>Arrays written by NumPy, see Golden/make_arrays.py, and hostile ones.</summary>
public sealed class NpyImportTests : IDisposable
{
    private static readonly DatasetImportSpec Spec = new() { Format = DataFormat.Npy };
    private readonly ImportBench _bench = new();

    [Theory]
    [InlineData("u1", ElementType.U8)]
    [InlineData("i4", ElementType.F32)]
    [InlineData("i8", ElementType.F32)]
    [InlineData("f4", ElementType.F32)]
    [InlineData("f8", ElementType.F32)]
    public async Task Import_ArrayOfNumPy_HasItsShapeAndNumbers(string type, ElementType stored)
    {
        var version = await _bench.ImportFiles(Spec, Golden($"features_{type}.npy"), Golden("targets_i8.npy"));

        Assert.Equal([2, 3], version.Features.Shape);
        Assert.Equal(stored, version.Features.ElementType);
        Assert.Equal(["0", "1"], version.Target.Labels);
        var examples = await _bench.Examples(version);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), examples.SelectMany(example => example.Features));
        Assert.Equal([0f, 1, 1, 0], examples.Select(example => example.Target));
    }

    [Fact]
    public async Task Import_ColumnOfTargets_IsTakenByItsName()
    {
        var version = await _bench.ImportFiles(Spec, Golden("targets_f8.npy"), Golden("features_f4.npy"));

        Assert.Equal(TargetKind.Value, version.Target.Kind);
        Assert.Equal([0.5f, 1.25f, -2, 3], (await _bench.Examples(version)).Select(example => example.Target));
    }

    [Theory]
    [InlineData("features_fortran.npy", "it is in Fortran order; save numpy.ascontiguousarray(…) of it")]
    [InlineData("features_big_endian.npy", "element type '>f4' is not read; known are |u1, <i4, <i8, <f4, <f8")]
    public async Task Import_OtherFormOfNumPy_IsRefused(string file, string fault)
    {
        var content = await File.ReadAllBytesAsync(Golden(file), TestContext.Current.CancellationToken);

        Assert.Equal($"features.npy: {fault}", await Fault(content));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (4, 3), }", "element type '|O' is not read; known are |u1, <i4, <i8, <f4, <f8")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4, 3), }", "its header does not name a plain 'descr', a 'fortran_order' and a 'shape'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 99999999999), }", "dimension 1 has size 99999999999; it must be 1 to 2147483647")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4, -3), }", "dimension 1 has size -3; it must be 1 to 2147483647")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 70000, 70000), }", "one example has 70000×70000 numbers; at most 16777216 are read")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "0 dimensions; 1 to 8 are read")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }", "the file ends within example 0 (counted from 0); its header promises 4")]
    [InlineData("rubbish", "its header does not name a plain 'descr', a 'fortran_order' and a 'shape'")]
    public async Task Import_HostileHeader_IsRefused(string header, string fault) => Assert.Equal($"features.npy: {fault}", await Fault(Array(header)));

    [Fact]
    public async Task Import_HeaderLongerThanTheFile_IsRefused() =>
        Assert.Equal("features.npy: its header has 4294967295 bytes; at most 65536 are read", await Fault([0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]));

    [Fact]
    public async Task Import_NoArray_IsRefused() =>
        Assert.Equal("features.npy: not a .npy file: it does not begin with \\x93NUMPY", await Fault("PK something else"u8.ToArray()));

    [Fact]
    public async Task Import_NotFinite_NamesExampleAndNumber()
    {
        float[] numbers = [1, 2, 3, 4, 5, 6, 7, float.NaN, 9, 10, 11, 12];
        byte[] content = [.. Array("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 3), }"), .. numbers.SelectMany(BitConverter.GetBytes)];

        Assert.Equal("features.npy: example 2, number 1 (both counted from 0): not a finite 32-bit number", await Fault(content));
    }

    [Fact]
    public async Task Import_OneArrayOnly_SaysWhatIsNeeded() =>
        Assert.Equal("targets.npy: the import has no file with features and 1 file ('targets.npy') with targets; one of each is needed",
            await _bench.Fault(Spec, ("targets.npy", await Targets())));

    [Fact]
    public async Task Import_CountsDiffer_NamesBoth()
    {
        byte[] content = [.. Array("{'descr': '|u1', 'fortran_order': False, 'shape': (3, 1), }"), 1, 2, 3];

        Assert.Equal("targets.npy: 4 targets, but 'features.npy' has 3 examples", await Fault(content));
    }

    public void Dispose() => _bench.Dispose();

    private async Task<string> Fault(byte[] features) => await _bench.Fault(Spec, ("features.npy", features), ("targets.npy", await Targets()));

    private static Task<byte[]> Targets() => File.ReadAllBytesAsync(Golden("targets_i8.npy"), TestContext.Current.CancellationToken);

    private static byte[] Array(string header) =>
        [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. Encoding.ASCII.GetBytes(header)];

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Datasets", "Import", "Golden", name);
}
