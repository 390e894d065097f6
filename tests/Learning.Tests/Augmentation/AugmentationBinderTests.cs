using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Augmentation;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Augmentation;

public sealed class AugmentationBinderTests
{
    [Theory]
    [InlineData("""{"rotation":181}""", "augment.rotation: 181 is not a number from 0 to 180")]
    [InlineData("""{"width_shift":-0.1}""", "augment.width_shift: -0.1 is not a share from 0 to below 1, or a whole number of pixels from 1 to 7")]
    [InlineData("""{"height_shift":6}""", "augment.height_shift: 6 is not a share from 0 to below 1, or a whole number of pixels from 1 to 5")]
    [InlineData("""{"height_shift":1.5}""", "augment.height_shift: 1.5 is not a share")]
    [InlineData("""{"zoom":1}""", "augment.zoom: 1 is not a number from 0 to 0.99, or [low, high]")]
    [InlineData("""{"zoom":[1.2,0.8]}""", "augment.zoom: [1.2,0.8] is not [low, high] from 0.01 to 100")]
    [InlineData("""{"zoom":[0,1]}""", "augment.zoom: [0,1] is not [low, high]")]
    [InlineData("""{"brightness":0.5}""", "augment.brightness: 0.5 is not [low, high] from 0 to 100")]
    [InlineData("""{"flip_horizontal":1}""", "augment.flip_horizontal: 1 is not true or false")]
    [InlineData("""{"fill":"wrap"}""", "augment.fill: \"wrap\" is unknown; known are nearest, constant")]
    [InlineData("""{"fill_value":3}""", "augment.fill_value: needs fill constant")]
    [InlineData("""{"shear":3}""", "augment.shear: unknown parameter of augment; known are brightness, fill, fill_value, flip_horizontal")]
    [InlineData("[1]", "augment: the parameters of augment are not a JSON object")]
    public void Bind_BadValue_IsNamedWithItsBound(string json, string expected)
    {
        var violations = new List<FieldViolation>();

        AugmentationBinder.Bind(json, [6, 8, 3], violations);

        var violation = Assert.Single(violations);
        Assert.StartsWith(expected, $"{violation.Field}: {violation.Description}", StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_SeveralFaults_AreAllReported()
    {
        var violations = new List<FieldViolation>();

        AugmentationBinder.Bind("""{"rotation":-1,"zoom":"far","brightness":[1]}""", [6, 8], violations);

        Assert.Equal(["augment.rotation", "augment.zoom", "augment.brightness"], violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Bind_NothingAsked_IsNull() => Assert.Null(AugmentationBinder.Bind("{}", [4], []));

    [Fact]
    public void Check_InputThatIsNoImage_IsNamed()
    {
        var spec = new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1, Augment = """{"flip_horizontal":true}""" };

        var error = Assert.Throws<InvalidArgumentException>(() => Trainer.Check(spec, Examples.Mlp(40, 7, 5)));

        var violation = Assert.Single(error.Violations);
        Assert.Equal("augment", violation.Field);
        Assert.Contains("[40]", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FeaturesComputedOnce_CannotBeAugmented()
    {
        var spec = new TrainingSpec
        {
            Model = "m", Dataset = "d", Epochs = 1, Augment = """{"flip_horizontal":true}""",
            Transfer = new TransferSpec { ParentModel = "p", FeaturesAt = "flatten" },
        };

        var error = Assert.Throws<InvalidArgumentException>(() => Trainer.Check(spec, Examples.Architecture($"\"flatten\", {Examples.Dense(3, "softmax")}", 4, 4)));

        Assert.Contains("'flatten'", Assert.Single(error.Violations).Description, StringComparison.Ordinal);
    }
}
