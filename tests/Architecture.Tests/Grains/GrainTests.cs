using System.Reflection;
using System.Text.RegularExpressions;

namespace DistributedDL.Architecture.Tests.Grains;

public sealed partial class GrainTests
{
    [Fact]
    public void Classes_OfGrains_AreFoundAndNamedSo()
    {
        Assert.NotEmpty(GrainTypes.Classes);
        SourceTree.AssertNone(GrainTypes.Classes.Where(type => !type.Name.EndsWith("Grain", StringComparison.Ordinal)).Select(type => type.FullName!),
            "a grain class is named …Grain");
    }

    [Fact]
    public void Names_EndingInGrain_BelongToGrainClasses()
    {
        var grains = GrainTypes.Classes.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src")
            from Match match in GrainClass().Matches(File.ReadAllText(path))
            where !grains.Contains(match.Groups[1].Value)
            select $"{SourceTree.Relative(path)}: {match.Groups[1].Value}",
            "only a grain class is named …Grain");
    }

    [Fact]
    public void Sources_OfAGrain_NameNoOtherGrainClass()
    {
        var grains = GrainTypes.Classes.Select(type => type.Name).ToList();
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src/Silo")
            let text = File.ReadAllText(path)
            let own = grains.Where(grain => Regex.IsMatch(text, $@"\bclass {grain}\b")).ToList()
            where own.Count > 0
            from other in grains.Except(own)
            where Regex.IsMatch(text, $@"(?<!///.*)\b{other}\b")
            select $"{SourceTree.Relative(path)} → {other}",
            "a grain speaks to another by its interface");
    }

    [Fact]
    public void Signatures_OfGrainInterfaces_CarryNoTensor()
    {
        Assert.NotEmpty(GrainTypes.Interfaces);
        SourceTree.AssertNone(
            from type in GrainTypes.Interfaces
            from method in type.GetMethods()
            from crossing in Crossing([method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)])
            where crossing == typeof(Contracts.Tensors.NamedTensor) || crossing.Assembly.GetName().Name == "TorchSharp"
            select $"{type.Name}.{method.Name}: {crossing.Name}",
            "a tensor never crosses a grain call");
    }

    /// <summary>The types themselves, their generic arguments and elements, and the members of our own types, to any depth.</summary>
    private static HashSet<Type> Crossing(IEnumerable<Type> given)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>(given);
        while (open.TryPop(out var type))
        {
            if (!seen.Add(type)) continue;
            foreach (var argument in type.GetGenericArguments()) open.Push(argument);
            if (type.GetElementType() is { } element) open.Push(element);
            if (type.Namespace?.StartsWith("DistributedDL", StringComparison.Ordinal) != true) continue;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)) open.Push(property.PropertyType);
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)) open.Push(field.FieldType);
        }
        return seen;
    }

    [GeneratedRegex(@"\bclass (\w+Grain)\b")]
    private static partial Regex GrainClass();
}
