using System.Globalization;
using Azure.Core.Pipeline;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>A store of a test's own: containers of its own in the emulator of the assembly.</summary>
internal static class AzureFixture
{
    private static int _containers;

    public static AzureBlobOptions Options(Azurite azurite)
    {
        Azurite.Require();
        var number = Interlocked.Increment(ref _containers).ToString(CultureInfo.InvariantCulture);
        return new AzureBlobOptions { ConnectionString = azurite.ConnectionString, Container = $"blobs-{number}", GrainStateContainer = $"grainstate-{number}" };
    }

    /// <summary>As the service is, and the emulator is not: a blob's kind never changes.</summary>
    public static AzureBlobStore Store(AzureBlobOptions options, params HttpPipelinePolicy[] more) => Store(options, 49_000, more);

    public static AzureBlobStore Store(AzureBlobOptions options, int mostAppendBlocks, params HttpPipelinePolicy[] more) =>
        new(options, new PolicyChain([new KindsStay(options.ConnectionString!), .. more])) { MostAppendBlocks = mostAppendBlocks };
}
