namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>Sizes of a recurrent layer.</summary>
/// <param name="Sequences">The state of every step is the output, else that of the last.</param>
internal sealed record RecurrentShape(int Steps, int Features, int Units, bool Sequences, bool Bidirectional)
{
    /// <summary>Numbers in one step of the output.</summary>
    public int Width => Bidirectional ? 2 * Units : Units;

    public int InputWidth => Steps * Features;

    public int OutputWidth => Sequences ? Steps * Width : Width;
}
