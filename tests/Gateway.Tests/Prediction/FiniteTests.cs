using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Prediction;

namespace DistributedDL.Gateway.Tests.Prediction;

public sealed class FiniteTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Check_OneAtAnyPlace_IsNamed(float bad)
    {
        for (var length = 1; length < 40; length++)
            for (var place = 0; place < length; place++)
            {
                var values = new float[length];
                values[place] = bad;
                List<FieldViolation> violations = [];
                Finite.Check("features", values, violations);
                Assert.Equal(new FieldViolation($"features[{place}]", $"{bad} is not a finite number"), Assert.Single(violations));
            }
    }

    [Fact]
    public void Check_Several_AreAllNamed()
    {
        List<FieldViolation> violations = [];
        Finite.Check("x", [1, float.NaN, 2, 3, 4, 5, 6, 7, 8, 9, float.PositiveInfinity], violations);

        Assert.Equal(["x[1]", "x[10]"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void IndexOfOther_LargestAndSmallest_AreFinite() =>
        Assert.Equal(-1, Finite.IndexOfOther([float.MaxValue, float.MinValue, float.Epsilon, -0f, 0, 1e-40f, 1, -1, 3, 4, 5], 0));
}
