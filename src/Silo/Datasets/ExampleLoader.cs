using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Training;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Datasets;

/// <summary>Reads stored examples into memory, once.</summary>
internal static class ExampleLoader
{
    /// <summary>Reads whole splits, one after the other.</summary>
    /// <param name="targetMap">New class index for each stored one; none when null.</param>
    public static async Task<ExampleSet> Load(
        DatasetReader reader, IReadOnlyList<string> splits, int[]? targetMap = null, CancellationToken cancellation = default)
    {
        var count = splits.Sum(reader.Count);
        var examples = new ExampleSet(count, reader.Features.Width, reader.Features.ElementType, reader.Target.Width);
        try
        {
            foreach (var split in splits)
            {
                await foreach (var chunk in reader.Read(split, cancellation: cancellation))
                {
                    if (targetMap is null) examples.Append(chunk.Features.Span, chunk.Targets.Span);
                    else examples.Append(chunk.Features.Span, Mapped(chunk.Targets.Span, targetMap));
                }
            }
            return examples;
        }
        catch
        {
            examples.Dispose();
            throw;
        }
    }

    /// <summary>Stored features as floats.</summary>
    public static void ToFloats(ReadOnlySpan<byte> stored, ElementType type, Span<float> floats)
    {
        switch (type)
        {
            case ElementType.U8:
                for (var i = 0; i < floats.Length; i++) floats[i] = stored[i];
                break;
            case ElementType.F32:
                MemoryMarshal.Cast<byte, float>(stored)[..floats.Length].CopyTo(floats);
                break;
            default:
                throw new NotSupportedException($"features are stored as U8 or F32, not {type}");
        }
    }

    private static float[] Mapped(ReadOnlySpan<float> targets, int[] map)
    {
        var mapped = new float[targets.Length];
        for (var i = 0; i < mapped.Length; i++) mapped[i] = map[(int)targets[i]];
        return mapped;
    }
}
