namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>An image, or why there is none.</summary>
/// <param name="Decoded">To be disposed by who takes it; null with a <paramref name="Fault"/>.</param>
public sealed record DecodeOutcome(ImageEntry Image, DecodedImage? Decoded, string Fault = "");
