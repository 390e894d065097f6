using CsCheck;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>Whatever is done, in whatever order: the directory and Azure give the same.</summary>
public sealed class SameAsDirectoryTests(Azurite azurite)
{
    private static readonly string[] Names = ["a", "b/c.journal", "grainstate/s-g/x.json", "grainstate-"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Int[0, 6]
        from name in Gen.Int[0, 3].Select(i => Names[i])
        from length in Gen.Frequency((8, Gen.Int[0, 20]), (1, Gen.Int[250_000, 300_000]))
        from fault in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[1, 3]))
        select new Step(kind, name, length, fault);

    [Fact]
    public Task AnySequence_OnBoth_GivesTheSameResultsAndBlobs() => Steps.Array[1, 25].SampleSeeded(15, Run);

    [Fact, Trait("Category", "Long")]
    public Task AnySequenceAtLength_OnBoth_GivesTheSameResultsAndBlobs() => Steps.Array[1, 60].SampleSeeded(400, Run);

    private async Task Run(Step[] steps)
    {
        using var directory = new StoreFixture(inMemory: true);
        // Two stores on one service, and a low limit, so that each finds what the other did.
        var options = AzureFixture.Options(azurite);
        AzureBlobStore[] azure = [AzureFixture.Store(options, 3), AzureFixture.Store(options, 3)];
        var tags = new Dictionary<(bool Azure, string Name), string?>();
        for (var i = 0; i < steps.Length; i++)
        {
            var expected = await Result(directory.Store, steps[i], i, tags, isAzure: false);
            var found = await Result(azure[i % 2], steps[i], i, tags, isAzure: true);
            Assert.Equal(expected, found);
        }
        Assert.Equal(await Contents(directory.Store), await Contents(azure[0]));
    }

    private static async Task<string> Result(IBlobStore store, Step step, int number, Dictionary<(bool, string), string?> tags, bool isAzure)
    {
        var data = Enumerable.Repeat((byte)number, step.Length).ToArray();
        var tag = tags.GetValueOrDefault((isAzure, step.Name)) ?? "1-1";
        try
        {
            switch (step.Kind)
            {
                case 0: return $"append {await store.Append(step.Name, data, await Length() + step.Fault)}";
                case 1: return Said(await store.Put(step.Name, new MemoryStream(data)));
                case 2: return Said(await store.Put(step.Name, new MemoryStream(data), BlobCondition.Absent));
                case 3: return Said(await store.Put(step.Name, new MemoryStream(data), BlobCondition.Match(tag)));
                case 4: return $"delete {await store.Delete(step.Name)}";
                case 5: return $"delete {await store.Delete(step.Name, BlobCondition.Match(tag))}";
                default:
                    tags[(isAzure, step.Name)] = (await store.GetProperties(step.Name))?.ETag;
                    return $"{await Length()}";
            }
        }
        catch (BlobConditionException e)
        {
            return $"condition: {e.CurrentLength}";
        }

        async Task<long> Length() => (await store.GetProperties(step.Name))?.LengthBytes ?? 0;

        string Said(BlobProperties put)
        {
            tags[(isAzure, step.Name)] = put.ETag;
            return $"put {put.Name} {put.LengthBytes}";
        }
    }

    private static async Task<List<string>> Contents(IBlobStore store)
    {
        var contents = new List<string>();
        await foreach (var blob in store.List("")) contents.Add($"{blob.Name} {blob.LengthBytes} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await store.ReadAll(blob.Name)))}");
        return contents;
    }

    /// <param name="Fault">Added to the length that an append expects.</param>
    private sealed record Step(int Kind, string Name, int Length, int Fault);
}
