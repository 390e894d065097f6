namespace DistributedDL.Architecture.Tests.Wire;

public sealed class WireTests
{
    [Fact]
    public void Protos_AsCompiled_HoldWhatIsWrittenDown() => new WireFile("protos.txt").AssertHolds(ProtoFacts.All());

    [Fact]
    public void OrleansContract_AsCompiled_HoldsWhatIsWrittenDown() => new WireFile("orleans.txt").AssertHolds(OrleansFacts.All());

    [Fact]
    public void OrleansContract_EveryName_IsFixed() =>
        SourceTree.AssertNone(OrleansFacts.Unnamed(), "what crosses a grain call or is stored has an alias, so that a renaming breaks nothing");

    [Fact]
    public void Aliases_OfTypes_AreUnique() =>
        SourceTree.AssertNone(
            Grains.GrainTypes.Serialized.Concat(Grains.GrainTypes.Interfaces)
                .GroupBy(type => type.GetCustomAttributes(typeof(AliasAttribute), false).OfType<AliasAttribute>().FirstOrDefault()?.Alias)
                .Where(group => group.Key is not null && group.Count() > 1)
                .Select(group => $"{group.Key}: {string.Join(", ", group.Select(type => type.FullName))}"),
            "one alias, one type");
}
