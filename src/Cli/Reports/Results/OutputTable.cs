namespace DistributedDL.Cli.Reports.Results;

/// <summary>Outputs of a network.</summary>
/// <param name="Values">Row-major <c>[examples, width]</c>: probabilities, or values.</param>
/// <param name="Width">Numbers an example; one probability is that of the second class.</param>
/// <param name="Steps">Outputs of one example, one after another in its row; 1 unless a network says something at each step.</param>
public sealed record OutputTable(float[] Values, int Width, int Steps = 1)
{
    public int Count => Values.Length / Width;

    public ReadOnlySpan<float> Row(int example) => Values.AsSpan(example * Width, Width);

    /// <summary>Each step as a row of its own.</summary>
    public OutputTable ByStep() => new(Values, Width / Steps);

    /// <summary>The predicted class: the most probable, or whether the only probability is at least one half.</summary>
    public int ClassOf(int example)
    {
        var row = Row(example);
        if (Width == 1) return row[0] >= 0.5f ? 1 : 0;
        var best = 0;
        for (var i = 1; i < row.Length; i++)
            if (row[i] > row[best]) best = i;
        return best;
    }

    /// <summary>Probability of <paramref name="label"/> for one example.</summary>
    public float Probability(int example, int label) => Width > 1 ? Row(example)[label] : label == 1 ? Row(example)[0] : 1 - Row(example)[0];
}
