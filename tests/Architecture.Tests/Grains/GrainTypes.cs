using System.Reflection;

namespace DistributedDL.Architecture.Tests.Grains;

/// <summary>Grain classes and grain interfaces of all projects.</summary>
internal static class GrainTypes
{
    private static readonly Type[] All =
        [.. new[] { "Contracts", "Storage", "Silo", "Gateway" }.SelectMany(project => TypesOf(Dependencies.BuiltAssembly.PathOf(project)))];

    public static IReadOnlyList<Type> Classes { get; } =
        [.. All.Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type))];

    /// <summary>Without the proxies' own and Orleans' interfaces.</summary>
    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. All.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))];

    /// <summary>Types with a generated serializer: all that crosses a grain call or is stored as grain state.</summary>
    public static IReadOnlyList<Type> Serialized { get; } =
        [.. All.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    private static Type[] TypesOf(string path) => Assembly.LoadFrom(path).GetTypes();
}
