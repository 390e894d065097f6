using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Models;

namespace DistributedDL.Silo.Tests.Models;

public sealed class PromotionGuardTests
{
    [Theory]
    [InlineData("accuracy_window", 0.87, 0.83, 0.01, false)]
    [InlineData("accuracy_window", 0.87, 0.865, 0.01, true)]
    [InlineData("accuracy_window", 0.87, 0.9, 0, true)]
    [InlineData("accuracy_window", 0.87, double.NaN, 1, false)]
    [InlineData("log_loss", 0.3, 0.4, 0.05, false)]
    [InlineData("log_loss", 0.3, 0.2, 0, true)]
    public void Objection_LiveHasMetric_IsRaisedWhenWorseByMoreThanTheMargin(string metric, double live, double ours, double margin, bool passes)
    {
        var objection = PromotionGuard.Objection(new PromoteGuard(metric, margin), Metrics(metric, ours), Version(Metrics(metric, live)));

        Assert.Equal(passes, objection is null);
        if (!passes) Assert.StartsWith($"{metric} is ", objection, StringComparison.Ordinal);
    }

    [Fact]
    public void Objection_LiveWithoutMetric_IsNotRaised() =>
        Assert.Null(PromotionGuard.Objection(new PromoteGuard("accuracy"), Metrics("accuracy", 0.1), Version(Metrics("loss", 1))));

    [Fact]
    public void Objection_UnknownMetric_NamesThoseOfTheSession()
    {
        var error = Assert.Throws<InvalidArgumentException>(() => PromotionGuard.Objection(new PromoteGuard("acuracy"), Metrics("accuracy", 1), null));

        Assert.Contains("it has accuracy", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, double> Metrics(string name, double value) => new() { [name] = value };

    private static ModelVersionReport Version(IReadOnlyDictionary<string, double> metrics) =>
        new("m", 3, "", 1, new ArchitectureSpec([1], []), ModelSignature.Unknown, new Lineage(), metrics, DateTimeOffset.UnixEpoch);
}
