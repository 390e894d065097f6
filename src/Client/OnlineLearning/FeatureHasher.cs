using System.Text;

namespace DistributedDL.Client.OnlineLearning;

/// <summary>
/// Hashes categories, however many there are, to a fixed width (Weinberger et al. 2009), with the same numbers as scikit-learn's <c>FeatureHasher</c>:
/// with h the MurmurHash3 of the UTF-8 text <c>column=value</c> (32 bits, seed 0, signed), 1 with the sign of h is added at |h| modulo width.
/// </summary>
public sealed class FeatureHasher
{
    private readonly int _width;

    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public FeatureHasher(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
    }

    /// <summary>Adds a category to an example. An empty value is a missing one, and adds nothing.</summary>
    /// <param name="hashed"><c>[width]</c>: the last numbers of the example, zeros at first.</param>
    /// <exception cref="ArgumentException">Another length than the width.</exception>
    public void Add(string column, string value, Span<float> hashed)
    {
        if (hashed.Length != _width) throw new ArgumentException($"{hashed.Length} numbers; the width is {_width}", nameof(hashed));
        if (value.Length == 0) return;
        var hash = MurmurHash3.Hash(Encoding.UTF8.GetBytes($"{column}={value}"));
        hashed[(int)(Math.Abs((long)hash) % _width)] += hash >= 0 ? 1 : -1;
    }
}
