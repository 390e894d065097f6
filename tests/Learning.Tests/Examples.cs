using System.Runtime.InteropServices;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests;

/// <summary>Networks and examples that tests share.</summary>
internal static class Examples
{
    public static ArchitectureSpec Architecture(string layers, params int[] input) =>
        ArchitectureJson.Parse($"{{\"input\": [{string.Join(',', input)}], \"layers\": [{layers}]}}");

    public static ArchitectureSpec Mlp(int input, int hidden, int outputs, string activation = "relu", string last = "softmax") =>
        Architecture($"{Dense(hidden, activation)}, {Dense(outputs, last)}", input);

    public static string Dense(int units, string activation) => $$$"""{"dense": {"units": {{{units}}}, "activation": "{{{activation}}}"}}""";

    public static float[] Floats(int count, int seed, double scale = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2 - 1) * scale))];
    }

    public static float[] Classes(int count, int classes, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(classes))];
    }

    public static ExampleSet Set(float[] features, float[] targets)
    {
        var set = new ExampleSet(targets.Length, features.Length / targets.Length, ElementType.F32);
        set.Append(MemoryMarshal.AsBytes<float>(features), targets);
        return set;
    }

    /// <summary>Examples with several targets each.</summary>
    public static ExampleSet Set(float[] features, float[] targets, int targetWidth)
    {
        var examples = targets.Length / targetWidth;
        var set = new ExampleSet(examples, features.Length / examples, ElementType.F32, targetWidth);
        set.Append(MemoryMarshal.AsBytes<float>(features), targets);
        return set;
    }

    /// <summary>The first so many examples, so many features each, with random classes.</summary>
    public static ExampleSet RandomSet(int count, int width, int classes, int seed = 1) => Set(Floats(count * width, seed), Classes(count, classes, seed + 1));

    public static float[] Values(this NamedTensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.Data.Span).ToArray();

    public static void AssertSameBits(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> actual)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), actual.Select(tensor => tensor.Name));
        foreach (var (one, other) in expected.Zip(actual)) Assert.True(one.Data.Span.SequenceEqual(other.Data.Span), one.Name);
    }
}
