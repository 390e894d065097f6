namespace DistributedDL.Learning.Tests.Golden;

/// <summary>Equality to a tolerance, relative above 1 and absolute below.</summary>
internal static class Near
{
    public static void All(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}[{i}]: expected {expected[i]:R}, found {actual[i]:R}, allowed {allowed:R}");
        }
    }

    public static void One(double expected, double actual, double tolerance, string what = "") => All([(float)expected], [(float)actual], tolerance, what);
}
