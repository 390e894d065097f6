namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>Sound images that follow one another in the spool.</summary>
/// <param name="First">Their first's place, counted from 0.</param>
/// <param name="Labels">One an image.</param>
public sealed record ImagePart(PartTally Tally, long First, IReadOnlyList<string> Labels);
