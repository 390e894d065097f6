namespace DistributedDL.Learning.Layers;

/// <summary>What a pass is for. Chance within it is a function of these numbers alone, so that a resumed run draws the same.</summary>
/// <param name="Learns">A step of training, else inference.</param>
/// <param name="Seed">The run's.</param>
/// <param name="Step">Updates done before this one.</param>
/// <param name="Operation">Place of the operation in the network.</param>
internal readonly record struct Phase(bool Learns, long Seed, long Step, int Operation);
