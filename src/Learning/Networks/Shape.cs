namespace DistributedDL.Learning.Networks;

/// <summary>Shapes of one example, without the batch dimension.</summary>
internal static class Shape
{
    public const int MaxWidth = 100_000_000;

    /// <summary>Numbers in one example.</summary>
    public static long Width(IReadOnlyList<int> shape)
    {
        var width = 1L;
        foreach (var size in shape) width = Math.Min(width * size, long.MaxValue / int.MaxValue);
        return width;
    }

    public static string Show<T>(IReadOnlyList<T> shape) => $"[{string.Join(", ", shape)}]";
}
