using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>Size and channels that all images of a data set have.</summary>
public sealed record ImageForm(int Height, int Width, int Channels)
{
    public int SizeBytes => Height * Width * Channels;

    /// <summary>Unsigned bytes, <c>[height, width, channels]</c>.</summary>
    public FeatureSchema Schema => new([Height, Width, Channels], ElementType.U8, []);
}
