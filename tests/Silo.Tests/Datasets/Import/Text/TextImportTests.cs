using System.Text;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Tests.Datasets.Import.Text;

public sealed class TextImportTests : IDisposable
{
    private static readonly DatasetImportSpec Spec = new() { Format = DataFormat.Text, WindowSteps = 2 };
    private readonly ImportBench _bench = new();

    [Fact]
    public async Task Import_Characters_AreIndicesWithTheNextAsLabel()
    {
        var version = await Import(Spec, "abcab");

        Assert.Equal([2], version.Features.Shape);
        Assert.Equal(ElementType.U8, version.Features.ElementType);
        Assert.Equal(("next", TargetKind.Class), (version.Target.Name, version.Target.Kind));
        Assert.Equal(["a", "b", "c"], version.Target.Labels);
        Assert.Equal([1L, 1L, 1L], version.Splits[0].ClassCounts);
        var examples = await _bench.Examples(version);
        Assert.Equal([0f, 1, 1, 2, 2, 0], examples.SelectMany(example => example.Features));
        Assert.Equal([2f, 0, 1], examples.Select(example => example.Target));
    }

    [Fact]
    public async Task Import_EachNext_HasTheWindowMovedOnByOneAsTargets()
    {
        var version = await Import(Spec with { WindowTarget = WindowTarget.EachNext, WindowStride = 2 }, "abcabc");

        Assert.Equal([2], version.Target.Shape);
        Assert.Equal(["a", "b", "c"], version.Features.Vocabulary);
        Assert.Equal([1L, 2L, 1L], version.Splits[0].ClassCounts);
        var reader = await _bench.Datasets.Open("d", version.Version, version.ManifestSha256, TestContext.Current.CancellationToken);
        var chunk = await reader.Read("train", cancellation: TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0, 1, 2, 0], chunk.Features.ToArray());
        Assert.Equal([1f, 2, 0, 1], chunk.Targets.ToArray());
    }

    [Fact]
    public async Task Import_EachNextStratified_IsRefused()
    {
        var e = await Assert.ThrowsAsync<InvalidArgumentException>(() => Import(Spec with { WindowTarget = WindowTarget.EachNext, Stratify = true, TestFraction = 0.5 }, "abcabc"));

        Assert.Contains(e.Violations, violation => violation.Field == "stratify" && violation.Description.Contains("a target at each step", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\nb\nc")]
    [InlineData("a\r\nb\r\nc")]
    [InlineData("a\rb\rc")]
    [InlineData("\uFEFFa\nb\nc")]
    public async Task Import_LineEnds_AreOneCharacterHoweverWritten(string text) =>
        Assert.Equal(["\n", "a", "b", "c"], (await Import(Spec, text)).Target.Labels);

    [Fact]
    public async Task Import_JoinLines_LeavesThemOut()
    {
        var version = await Import(Spec with { JoinLines = true }, "ab\r\nc\nd");

        Assert.Equal(["a", "b", "c", "d"], version.Target.Labels);
        Assert.Equal(2, version.Splits[0].Examples);
    }

    [Fact]
    public async Task Import_CharactersBeyondThePlane_AreOneEach() =>
        Assert.Equal(["a", "é", "😀"], (await Import(Spec, "a😀éa")).Target.Labels);

    [Fact]
    public async Task Import_Words_KeepApostrophesAndPartMarks()
    {
        var version = await Import(Spec with { Vocabulary = Vocabulary.Words }, "Don't go,\n  well-known 2 go.");

        Assert.Equal(["\n", ",", ".", "2", "Don't", "go", "well-known"], version.Target.Labels);
        Assert.Equal([1f, 0, 6, 3, 5, 2], (await _bench.Examples(version)).Select(example => example.Target));
    }

    [Fact]
    public async Task Import_MoreThan256Tokens_AreStoredAsFloats()
    {
        var text = string.Concat(Enumerable.Range(0, 300).Select(i => (char)('\u4e00' + i)));

        var version = await Import(Spec, text);

        Assert.Equal(ElementType.F32, version.Features.ElementType);
        Assert.Equal([297f, 298], (await _bench.Examples(version)).TakeLast(1).SelectMany(example => example.Features));
    }

    [Fact]
    public async Task Import_Stride_DoesNotOverlap() =>
        Assert.Equal([2f, 1], (await _bench.Examples(await Import(Spec with { WindowStride = 2 }, "abcab"))).Select(example => example.Target));

    [Fact]
    public async Task Import_InOrder_TakesTheLastShare()
    {
        var version = await Import(Spec with { WindowSteps = 1, InOrder = true, ValidationFraction = 0.1 }, "0123456789x");

        Assert.Equal(["x"], (await _bench.Examples(version, Split.Validation)).Select(example => version.Target.Labels[(int)example.Target]));
        Assert.Equal(9, version.Splits[0].Examples);
    }

    [Fact]
    public async Task Import_TwoSplits_ShareOneVocabulary()
    {
        var version = await _bench.ImportSplits(Spec, (Split.Train, "abab"u8.ToArray()), (Split.Test, "cba"u8.ToArray()));

        Assert.Equal(["a", "b", "c"], version.Target.Labels);
        Assert.Equal([2f, 1], (await _bench.Examples(version, Split.Test)).SelectMany(example => example.Features));
    }

    [Fact]
    public async Task Import_CourseParagraph_Has33Characters()
    {
        var version = await _bench.ImportFiles(Spec with { WindowSteps = 20, JoinLines = true }, SharedData.Require("course/lstm_task2_data.txt"));

        Assert.Equal(33, version.Target.Labels.Count);
        Assert.Equal(11_190 - 20, version.Splits[0].Examples);
    }

    [Fact]
    public async Task Import_NotUtf8_IsRefused() =>
        Assert.Contains("not UTF-8", await _bench.Fault(Spec, ("t.txt", [(byte)'a', 0xff, (byte)'b', (byte)'c'])), StringComparison.Ordinal);

    [Fact]
    public async Task Import_WindowLongerThanTheText_IsRefused() =>
        Assert.Equal("window_steps: 3 steps and the target after them are longer than 't.txt', which has 3 tokens", await _bench.Fault(Spec with { WindowSteps = 3 }, ("t.txt", "abc"u8.ToArray())));

    [Fact]
    public async Task Import_WithoutWindow_SaysThatItIsNeeded() =>
        Assert.Equal("window_steps: an import of Text needs it: the tokens in one example", await _bench.Fault(Spec with { WindowSteps = 0 }, ("t.txt", "abc"u8.ToArray())));

    [Fact]
    public async Task Import_TooManyWords_IsRefused()
    {
        var words = Encoding.UTF8.GetBytes(string.Join(' ', Enumerable.Range(0, 10_001)));

        Assert.Equal("t.txt: more than 10000 distinct words; a vocabulary has at most 10000", await _bench.Fault(Spec with { Vocabulary = Vocabulary.Words }, ("t.txt", words)));
    }

    private Task<DatasetVersionReport> Import(DatasetImportSpec spec, string text) => _bench.Import(spec, ("t.txt", Encoding.UTF8.GetBytes(text)));

    public void Dispose() => _bench.Dispose();
}
