using System.Reflection;
using DistributedDL.Architecture.Tests.Grains;

namespace DistributedDL.Architecture.Tests.Wire;

/// <summary>Aliases and ids that silos of different builds, and stored state, rely on.</summary>
internal static class OrleansFacts
{
    public static IReadOnlyCollection<string> All() =>
        [.. GrainTypes.Serialized.SelectMany(OfType).Concat(GrainTypes.Interfaces.SelectMany(OfInterface)).Order(StringComparer.Ordinal)];

    /// <summary>Types, members and methods without the attribute that fixes their name.</summary>
    public static IEnumerable<string> Unnamed() =>
        GrainTypes.Serialized.Where(type => Alias(type) is null).Select(type => $"{type.FullName} has no [Alias]")
            .Concat(GrainTypes.Interfaces.Where(type => Alias(type) is null).Select(type => $"{type.FullName} has no [Alias]"))
            .Concat(from type in GrainTypes.Interfaces from method in type.GetMethods() where Alias(method) is null select $"{type.Name}.{method.Name} has no [Alias]");

    private static IEnumerable<string> OfType(Type type) =>
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        let id = member.GetCustomAttribute<IdAttribute>()
        where id is not null
        let memberType = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType
        select $"member {Alias(type)} {id.Id} {NameOf(memberType)}";

    private static IEnumerable<string> OfInterface(Type type) =>
        from method in type.GetMethods()
        let parameters = method.GetParameters().Where(parameter => parameter.ParameterType != typeof(CancellationToken)).Select(parameter => NameOf(parameter.ParameterType))
        select $"method {Alias(type)} {Alias(method)}({string.Join(", ", parameters)}) → {NameOf(method.ReturnType)}";

    private static string? Alias(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias;

    private static string NameOf(Type type)
    {
        if (type.IsArray) return NameOf(type.GetElementType()!) + "[]";
        var name = Alias(type) ?? type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }
}
