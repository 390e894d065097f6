using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Contracts.Tests.Datasets;

public sealed class FeatureSchemaTests
{
    [Fact]
    public void Width_OfAShape_IsItsProduct() => Assert.Equal(784, new FeatureSchema([28, 28], ElementType.U8, []).Width);

    [Fact]
    public void Width_BeyondAnInteger_IsRefused() =>
        Assert.Throws<OverflowException>(() => new FeatureSchema([70_000, 70_000], ElementType.U8, []).Width);
}
