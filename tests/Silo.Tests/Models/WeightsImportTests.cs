using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Silo.Tests.Models;

public sealed class WeightsImportTests(SharedSilo silo)
{
    private static readonly ArchitectureSpec Or =
        ArchitectureJson.Parse("""{"input": [2], "layers": [{"dense": {"units": 1, "activation": "sigmoid"}}]}""");

    [Fact]
    public async Task Import_WeightsSetByHand_ComputeWhatTheySay()
    {
        var version = await Import("import-or", Or, Floats("dense.weight", [1, 2], 20, 20), Floats("dense.bias", [1], -10));

        Assert.Equal(("import-or", 1), (version.Model, version.Version));
        var outputs = (await silo.Grains.GetGrain<IPredictor>("import-or").Predict(null, [0, 0, 0, 1, 1, 0, 1, 1])).Outputs;
        Assert.Equal([0, 1, 1, 1], outputs.Select(output => MathF.Round(output)));
    }

    [Fact]
    public async Task Import_HalfAndDoublePrecision_AreWidened()
    {
        var half = new Half[] { (Half)1.5f, (Half)(-0.25f) };
        var version = await Import("import-half", Or,
            new NamedTensor("dense.weight", ElementType.F16, [1, 2], MemoryMarshal.AsBytes<Half>(half).ToArray()),
            new NamedTensor("dense.bias", ElementType.F64, [1], MemoryMarshal.AsBytes<double>([0.125]).ToArray()));

        var weights = await silo.Silo.Get<TensorStore>().Load(version.WeightsSha256);
        Assert.Equal([0.125f], MemoryMarshal.Cast<byte, float>(weights[0].Data.Span).ToArray());
        Assert.Equal([1.5f, -0.25f], MemoryMarshal.Cast<byte, float>(weights[1].Data.Span).ToArray());
    }

    [Fact]
    public async Task Import_BatchNormOfPyTorch_IsTakenWithoutItsCountOfBatches()
    {
        var architecture = ArchitectureJson.Parse("""{"input": [2], "layers": ["batch_norm", {"dense": {"units": 1}}]}""");

        var version = await Import("import-norm", architecture,
            Floats("batch_norm.weight", [2], 1, 1), Floats("batch_norm.bias", [2], 0, 0), Floats("batch_norm.running_mean", [2], 0, 0),
            Floats("batch_norm.running_var", [2], 1, 1), new NamedTensor("batch_norm.num_batches_tracked", ElementType.I64, [], new byte[8]),
            Floats("dense.weight", [1, 2], 1, 1), Floats("dense.bias", [1], 0));

        Assert.Equal(1, version.Version);
    }

    [Fact]
    public async Task Import_TensorsThatDoNotFit_NamesEveryOneAndMakesNoModel()
    {
        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => Import("import-misfit", Samples.Classifier(),
            Floats("dense.weight", [2, 8], new float[16]), new NamedTensor("dense.bias", ElementType.I64, [8], new byte[64]),
            Floats("dense_1.weight", [3, 8], new float[24]), Floats("extra", [1], 1)));

        Assert.Equal(
            [("file.dense.weight", "expected F32 [8, 2], found F32 [2, 8]"), ("file.dense.bias", "expected F32 [8], found I64 [8]"), ("file.dense_1.bias", "missing; expected F32 [3]")],
            refused.Violations.Where(violation => violation.Field != "file.extra").OrderBy(violation => violation.Field == "file.dense.weight" ? 0 : violation.Field == "file.dense.bias" ? 1 : 2)
                .Select(violation => (violation.Field, violation.Description)));
        Assert.Contains("unknown tensor", refused.Violations.Single(violation => violation.Field == "file.extra").Description, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ResourceNotFoundException>(silo.Grains.GetGrain<IModel>("import-misfit").Show);
    }

    [Fact]
    public async Task Import_WeightThatIsNotFinite_NamesTheTensor() => Assert.Equal("file.dense.weight", Assert.Single(
        (await Assert.ThrowsAsync<InvalidArgumentException>(() => Import("import-nan", Or, Floats("dense.weight", [1, 2], 1, float.NaN), Floats("dense.bias", [1], 0)))).Violations).Field);

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(-4)]
    public async Task Import_FileCutOff_IsRefused(int length)
    {
        var whole = File(Floats("dense.weight", [1, 2], 1, 1), Floats("dense.bias", [1], 0));

        var refused = await Assert.ThrowsAsync<InvalidArgumentException>(() => Import("import-cut", Or, whole[..(length < 0 ? whole.Length + length : length)]));

        Assert.Contains("is no safetensors file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_HeaderLengthBeyondTheFile_IsRefused()
    {
        var file = File(Floats("dense.weight", [1, 2], 1, 1), Floats("dense.bias", [1], 0));
        BitConverter.TryWriteBytes(file, long.MaxValue);

        Assert.Contains("is no safetensors file", (await Assert.ThrowsAsync<InvalidArgumentException>(() => Import("import-huge", Or, file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ModelOfAnotherArchitecture_IsRefused()
    {
        await silo.Grains.CreateModel("import-other", Samples.Classifier());

        Assert.Contains("another architecture", (await Assert.ThrowsAsync<InvalidArgumentException>(
            () => Import("import-other", Or, Floats("dense.weight", [1, 2], 1, 1), Floats("dense.bias", [1], 0)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_FileReadByPython_HasTheSameBits()
    {
        const string Python = "/usr/bin/python3";
        const string Script = """
            import hashlib, json, sys
            import numpy
            raw = open(sys.argv[1], "rb").read()
            end = 8 + int.from_bytes(raw[:8], "little")
            for name, entry in sorted(json.loads(raw[8:end]).items()):
                begin, stop = entry["data_offsets"]
                values = numpy.frombuffer(raw[end + begin:end + stop], dtype={"F32": "<f4"}[entry["dtype"]]).reshape(entry["shape"])
                print(name, *values.shape, hashlib.sha256(values.tobytes()).hexdigest())
            """;
        Assert.SkipUnless(System.IO.File.Exists(Python) && await Run(Python, "-c", "import numpy") is not null, "needs python3 with numpy, which is not here");
        var model = await silo.Grains.CreateModel("export-python", Samples.Classifier());
        var run = silo.Grains.GetGrain<Contracts.Training.ITrainingRun>("export-python");
        await run.Start(Samples.Training("export-python", "blobs", epochs: 1));
        await run.Ended();
        var snapshots = silo.Silo.Get<TensorStore>();
        var digest = (await model.Resolve(null)).WeightsSha256;
        using var directory = new TestDirectory();
        var path = Path.Combine(directory.Path, "net.safetensors");
        await using (var content = await snapshots.Store.OpenRead(snapshots.BlobOf(digest)))
        await using (var file = System.IO.File.Create(path))
            await content.CopyToAsync(file);

        var seen = await Run(Python, "-c", Script, path);

        var expected = (await snapshots.Load(digest)).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => $"{tensor.Name} {string.Join(' ', tensor.Shape)} {Convert.ToHexStringLower(SHA256.HashData(tensor.Data.Span))}");
        Assert.Equal(expected, seen!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<string?> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : null;
    }

    private static NamedTensor Floats(string name, long[] shape, params float[] values) =>
        new(name, ElementType.F32, shape, MemoryMarshal.AsBytes<float>(values).ToArray());

    private static byte[] File(params NamedTensor[] tensors)
    {
        using var file = new MemoryStream();
        Safetensors.Write(file, tensors);
        return file.ToArray();
    }

    private Task<ModelVersionReport> Import(string model, ArchitectureSpec architecture, params NamedTensor[] tensors) => Import(model, architecture, File(tensors));

    private async Task<ModelVersionReport> Import(string model, ArchitectureSpec architecture, byte[] file)
    {
        var blob = $"uploads/{Guid.NewGuid():N}/0";
        await silo.Silo.Blobs.Put(blob, new MemoryStream(file));
        return await silo.Grains.GetGrain<IModel>(model).Import(architecture, new UploadedFile($"{model}.safetensors", blob, file.Length), promote: true);
    }
}
