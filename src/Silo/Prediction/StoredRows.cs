using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Silo.Datasets;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Prediction;

/// <summary>Reads the features of consecutive stored examples.</summary>
internal static class StoredRows
{
    /// <summary>Examples of one call, at most; a longer slice is cut to them.</summary>
    public const int Most = 10_000;

    /// <returns>Row-major <c>[examples, width]</c>; empty behind the end.</returns>
    /// <exception cref="InvalidArgumentException">A negative offset, a limit below 1, or an unknown split.</exception>
    public static async Task<float[]> Read(DatasetReader reader, DatasetSlice slice)
    {
        var faults = new List<FieldViolation>();
        if (slice.Offset < 0) faults.Add(new("offset", $"{slice.Offset} is below 0"));
        if (slice.Limit < 1) faults.Add(new("limit", $"{slice.Limit} is below 1"));
        if (slice.Split is { } name && reader.Count(name) == 0) faults.Add(new("split", $"there are no examples in split '{name}'"));
        InvalidArgumentException.ThrowIfAny(faults);

        var splits = slice.Split is null ? Split.All : [slice.Split];
        var total = splits.Sum(reader.Count);
        var rows = (int)Math.Clamp(total - slice.Offset, 0, Math.Min(slice.Limit, Most));
        var features = new float[rows * reader.Features.Width];
        var (skip, filled) = (slice.Offset, 0);
        foreach (var split in splits)
        {
            var count = reader.Count(split);
            if (skip < count) filled = await Fill(reader, split, skip, features, filled);
            skip = Math.Max(0, skip - count);
            if (filled == features.Length) break;
        }
        return features;
    }

    private static async Task<int> Fill(DatasetReader reader, string split, long offset, float[] features, int filled)
    {
        var width = reader.Features.Width;
        await foreach (var chunk in reader.Read(split, offset))
        {
            var first = (int)Math.Max(0, offset - chunk.Offset);
            var take = Math.Min((chunk.Examples - first) * width, features.Length - filled);
            var bytes = chunk.Features.Span[(first * width * (chunk.Features.Length / (chunk.Examples * width)))..];
            ExampleLoader.ToFloats(bytes, reader.Features.ElementType, features.AsSpan(filled, take));
            filled += take;
            if (filled == features.Length) break;
        }
        return filled;
    }
}
