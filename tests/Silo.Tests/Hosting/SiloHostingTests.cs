using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Tests.Hosting;

public sealed class SiloHostingTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task Start_OptionsOutOfBounds_NamesEachKeyValueAndBound()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => TestSilo.Start(
            _directory.Path, ("Lanes:Training", "0"), ("Lanes:ServingQueue", "-5"), ("Training:RecordInterval", "00:02:00"),
            ("OnlineLearning:CheckpointExamples", "0"), ("Prediction:CacheBytes", "7"), ("Silo:MaxEnqueuedRequests", "0"), ("Silo:SiloPort", "11111"), ("Silo:GatewayPort", "11111")));

        var text = string.Join('\n', Flatten(refused).OfType<OptionsValidationException>().SelectMany(fault => fault.Failures));
        Assert.Contains("Lanes:Training is '0'; it must be from 1 to 64", text, StringComparison.Ordinal);
        Assert.Contains("Lanes:ServingQueue is '-5'; it must be from 1 to 1000000", text, StringComparison.Ordinal);
        Assert.Contains("Training:RecordInterval is '00:02:00'", text, StringComparison.Ordinal);
        Assert.Contains("OnlineLearning:CheckpointExamples is '0'", text, StringComparison.Ordinal);
        Assert.Contains("Prediction:CacheBytes is '7'", text, StringComparison.Ordinal);
        Assert.Contains("Silo:MaxEnqueuedRequests is '0'; it must be from 1 to 1000000", text, StringComparison.Ordinal);
        Assert.Contains("Silo:GatewayPort is '11111'; it must be another than Silo:SiloPort", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_TwoSilosOnOneDirectory_TheSecondIsRefused()
    {
        await using var first = await TestSilo.Start(_directory.Path);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => TestSilo.Start(_directory.Path));

        Assert.Contains(Flatten(refused), fault => fault is StoreLockedException);
    }

    [Fact]
    public async Task Start_TwoSilosInOneProcess_FindPortsOfTheirOwn()
    {
        using var other = new TestDirectory();
        await using var first = await TestSilo.Start(_directory.Path);
        await using var second = await TestSilo.Start(other.Path);

        await first.Grains.CreateModel("net", Samples.Classifier());
        await second.Grains.CreateModel("net", Samples.Classifier());
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<Exception> Flatten(Exception fault) => fault switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Flatten).Prepend(many),
        { InnerException: { } inner } => Flatten(inner).Prepend(fault),
        _ => [fault],
    };
}
