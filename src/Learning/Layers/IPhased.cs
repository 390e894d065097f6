namespace DistributedDL.Learning.Layers;

/// <summary>An operation that does one thing in training and another in inference.</summary>
internal interface IPhased
{
    /// <summary>Comes before each forward pass.</summary>
    void Begin(Phase phase);
}
