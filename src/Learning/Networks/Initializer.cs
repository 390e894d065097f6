namespace DistributedDL.Learning.Networks;

/// <summary>Fills a tensor with its initial values.</summary>
internal delegate void Initializer(Span<float> values, Random random);

/// <summary>The initial values that Keras gives.</summary>
internal static class Initializers
{
    public static void Zero(Span<float> values, Random random) => values.Clear();

    public static void One(Span<float> values, Random random) => values.Fill(1);

    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)): Glorot and Bengio, 2010, equation 16.</summary>
    public static Initializer GlorotUniform(long fanIn, long fanOut) => (values, random) =>
    {
        var limit = Math.Sqrt(6.0 / (fanIn + fanOut));
        foreach (ref var value in values) value = (float)((random.NextDouble() * 2 - 1) * limit);
    };
}
