namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>Examples made of consecutive rows or tokens.</summary>
/// <param name="Steps">Rows or tokens in the features of one example.</param>
/// <param name="Stride">From one example's first row to the next one's.</param>
/// <param name="Target">Whether the target is the one row after the window, or the row after each step of it.</param>
public sealed record SequenceWindow(int Steps, int Stride, WindowTarget Target)
{
    public const int MaxSteps = 100_000;
}
