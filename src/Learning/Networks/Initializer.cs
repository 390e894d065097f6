using TorchSharp;

namespace DistributedDL.Learning.Networks;

/// <summary>Fills a tensor with its initial values.</summary>
internal delegate void Initializer(Span<float> values, Random random);

/// <summary>The initial values that Keras gives.</summary>
internal static class Initializers
{
    public static void Zero(Span<float> values, Random random) => values.Clear();

    public static void One(Span<float> values, Random random) => values.Fill(1);

    /// <summary>Uniform in ±<paramref name="limit"/>.</summary>
    public static Initializer Uniform(double limit) => (values, random) =>
    {
        foreach (ref var value in values) value = (float)((random.NextDouble() * 2 - 1) * limit);
    };

    /// <summary>Uniform in ±√(6 / (fan-in + fan-out)): Glorot and Bengio, 2010, equation 16.</summary>
    public static Initializer GlorotUniform(long fanIn, long fanOut) => Uniform(Math.Sqrt(6.0 / (fanIn + fanOut)));

    /// <summary>
    /// Rows of a matrix with orthonormal columns, drawn evenly: QR of a normal matrix, signs from R's diagonal (Saxe et al., 2014;
    /// Mezzadri, 2007). <c>[rows, columns]</c> with at least as many rows as columns.
    /// </summary>
    public static Initializer Orthogonal(long rows, long columns) => (values, random) =>
    {
        var normal = new double[rows * columns];
        for (var i = 0; i < normal.Length; i++)
            normal[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        using var scope = torch.NewDisposeScope();
        var (q, r) = torch.linalg.qr(torch.tensor(normal, rows, columns));
        (q * r.diagonal().sign()).to_type(torch.ScalarType.Float32).contiguous().data<float>().CopyTo(values);
    };
}
