using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Gateway.Datasets;

/// <summary>Reads stored examples for a caller, in messages of about a megabyte.</summary>
internal sealed class ExampleParts(IGrainFactory grains, DatasetStore store)
{
    private const int FloatsAPart = 250_000;

    /// <exception cref="InvalidArgumentException">No such split, or a limit below 0.</exception>
    /// <exception cref="ResourceNotFoundException">No such data set or version.</exception>
    public async IAsyncEnumerable<ReadExamplesResponse> Read(ReadExamplesRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = await Find(request);
        var reader = await store.Open(request.Name, version.Version, version.ManifestSha256, cancellation);
        var left = request.Limit == 0 ? long.MaxValue : request.Limit;
        var (width, targets) = (reader.Features.Width, reader.Target.Width);
        var atOnce = Math.Max(1, FloatsAPart / Math.Max(width, targets));
        foreach (var split in Split.All.Where(split => request.Split.Length == 0 || split == request.Split))
        {
            if (left == 0) yield break;
            await foreach (var chunk in reader.Read(split, cancellation: cancellation))
            {
                for (var first = 0; first < chunk.Examples && left > 0; first += atOnce)
                {
                    var count = (int)Math.Min(Math.Min(atOnce, chunk.Examples - first), left);
                    yield return Part(chunk, reader.Features.ElementType, first, count, width, targets);
                    left -= count;
                }
                if (left == 0) break;
            }
        }
    }

    private async Task<DatasetVersionReport> Find(ReadExamplesRequest request)
    {
        var faults = new List<FieldViolation>();
        ResourceName.Check("name", request.Name, faults);
        if (request.Version < 0) faults.Add(new("version", $"{request.Version} is not a version; the first is 1"));
        if (request.Limit < 0) faults.Add(new("limit", $"{request.Limit} is below 0"));
        if (request.Split.Length > 0 && !Split.All.Contains(request.Split))
            faults.Add(new("split", $"unknown split '{request.Split}'; known are {string.Join(", ", Split.All)}"));
        InvalidArgumentException.ThrowIfAny(faults);
        var dataset = await grains.GetGrain<IDataset>(request.Name).Show();
        return request.Version == 0 ? dataset.Latest : dataset.Versions.FirstOrDefault(version => version.Version == request.Version)
            ?? throw new ResourceNotFoundException("dataset version", $"{request.Name}@{request.Version}");
    }

    private static ReadExamplesResponse Part(DatasetChunk chunk, ElementType type, int first, int count, int width, int targets)
    {
        var (begin, length) = (first * width, count * width);
        var part = new ReadExamplesResponse();
        if (type == ElementType.F32) part.Features.AddRange(MemoryMarshal.Cast<byte, float>(chunk.Features.Span).Slice(begin, length).ToArray());
        else if (type == ElementType.U8) foreach (var value in chunk.Features.Span.Slice(begin, length)) part.Features.Add(value);
        else throw new NotSupportedException($"features are stored as U8 or F32, not {type}");
        part.Targets.AddRange(chunk.Targets.Slice(first * targets, count * targets).ToArray());
        return part;
    }
}
