using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.Networks;

/// <summary>
/// Examples that can be learned: each class has a random centre, and features are that centre with noise, or its indices with a quarter of them
/// drawn anew. A value is the mean of its features.
/// </summary>
internal sealed class SyntheticExamples
{
    public SyntheticExamples(BenchNetwork network, int count, int seed = 1)
    {
        var random = new Random(seed);
        Width = network.Width;
        Features = new float[count * Width];
        Targets = new float[count];
        var centres = new float[network.Classes * Width];
        for (var i = 0; i < centres.Length; i++) centres[i] = random.NextSingle();
        for (var example = 0; example < count; example++)
        {
            var label = random.Next(network.Classes);
            var row = Features.AsSpan(example * Width, Width);
            for (var i = 0; i < Width; i++) row[i] = Feature(network.Indices, centres[label * Width + i], random);
            Targets[example] = network.Classes > 1 ? label : row.ToArray().Average();
        }
    }

    public int Width { get; }

    public int Count => Targets.Length;

    /// <summary>Row-major <c>[Count, Width]</c>: from 0 to 1, or indices.</summary>
    public float[] Features { get; }

    /// <summary>Class index or value, one an example.</summary>
    public float[] Targets { get; }

    private static float Feature(int indices, float centre, Random random) =>
        indices == 0 ? 0.5f * (centre + random.NextSingle())
        : random.Next(4) == 0 ? random.Next(indices)
        : (int)(centre * indices);

    public ExampleSet ToExampleSet()
    {
        var set = new ExampleSet(Count, Width, ElementType.F32);
        set.Append(MemoryMarshal.AsBytes(Features.AsSpan()), Targets);
        return set;
    }
}
