using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import.Arrays;

namespace DistributedDL.Silo.Datasets.Import.Npy;

/// <summary><c>.npy</c> files in C order (NumPy Enhancement Proposal 1, versions 1 to 3).</summary>
public sealed partial class NpyForm : IArrayForm
{
    /// <summary>Longer headers are refused, so that a damaged length asks for no memory.</summary>
    public const int MaxHeaderBytes = 1 << 16;

    private static readonly string[] TargetFileNames = ["target", "label", "y"];

    public DataFormat Format => DataFormat.Npy;

    public string TargetName => "target";

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public async Task<ArrayHeader> ReadHeader(Stream from, CancellationToken cancellation)
    {
        var start = new byte[8];
        var read = await from.ReadAtLeastAsync(start, 8, throwOnEndOfStream: false, cancellation);
        if (read == 0) throw new InvalidDataException("the file is empty");
        if (read < 8 || !start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new InvalidDataException("not a .npy file: it does not begin with \\x93NUMPY");
        if (start[6] is 0 or > 3) throw new InvalidDataException($"version {start[6]}.{start[7]} of the form is not read; known are 1 to 3");

        var length = await ReadLength(from, start[6], cancellation);
        if (length > MaxHeaderBytes) throw new InvalidDataException($"its header has {length} bytes; at most {MaxHeaderBytes} are read");
        var text = new byte[length];
        if (await from.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, cancellation) < text.Length)
            throw new InvalidDataException($"the file ends within its header of {length} bytes");
        return Parse(Encoding.UTF8.GetString(text));
    }

    /// <summary>Targets are one number an example: <c>[n]</c>, or <c>[n, 1]</c> in a file named for targets or labels.</summary>
    public bool HoldsTargets(string fileName, ArrayHeader header) =>
        header.Sizes.Count == 1
        || (header.Sizes is [_, 1] && TargetFileNames.Any(name => fileName.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Arrays have no such custom.</summary>
    public string? SplitOf(string fileName) => null;

    private static async Task<long> ReadLength(Stream from, byte version, CancellationToken cancellation)
    {
        var bytes = new byte[version == 1 ? 2 : 4];
        if (await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation) < bytes.Length)
            throw new InvalidDataException("the file ends within its header");
        return version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    private static ArrayHeader Parse(string text)
    {
        var (type, order, shape) = (TypeKey().Match(text), OrderKey().Match(text), ShapeKey().Match(text));
        if (!type.Success || !order.Success || !shape.Success)
            throw new InvalidDataException("its header does not name a plain 'descr', a 'fortran_order' and a 'shape'");
        if (order.Groups[1].Value == "True") throw new InvalidDataException("it is in Fortran order; save numpy.ascontiguousarray(…) of it");
        var sizes = new List<long>();
        foreach (var size in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw new InvalidDataException($"dimension {sizes.Count} has size {(size.Length > 20 ? size[..20] + "…" : size)}; it must be 1 to {int.MaxValue}");
            sizes.Add(value);
        }
        return ArrayHeader.Create(NpyTypes.Find(type.Groups[1].Value), sizes);
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex TypeKey();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)\b")]
    private static partial Regex OrderKey();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^()]*)\)")]
    private static partial Regex ShapeKey();
}
