using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.Networks;

/// <summary>Examples that can be learned: each class has a random centre, and features are that centre with noise.</summary>
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
            Targets[example] = label;
            for (var i = 0; i < Width; i++) Features[example * Width + i] = 0.5f * (centres[label * Width + i] + random.NextSingle());
        }
    }

    public int Width { get; }

    public int Count => Targets.Length;

    /// <summary>Row-major <c>[Count, Width]</c>, from 0 to 1.</summary>
    public float[] Features { get; }

    /// <summary>Class index, one an example.</summary>
    public float[] Targets { get; }

    public ExampleSet ToExampleSet()
    {
        var set = new ExampleSet(Count, Width, ElementType.F32);
        set.Append(MemoryMarshal.AsBytes(Features.AsSpan()), Targets);
        return set;
    }
}
