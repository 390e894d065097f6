namespace DistributedDL.Learning.Layers.Sequences;

/// <summary>A layer whose input is whole numbers, each from 0 to below <see cref="Indices"/>.</summary>
internal interface IIndexLayer
{
    int Indices { get; }
}
