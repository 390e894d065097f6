using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DistributedDL.Architecture.Tests.Dependencies;

/// <summary>What a built assembly refers to, by its metadata; nothing of it is loaded.</summary>
internal static class BuiltAssembly
{
    public static IReadOnlyList<string> References(string project)
    {
        using var file = new PEReader(File.OpenRead(PathOf(project)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Order(StringComparer.Ordinal)];
    }

    public static string PathOf(string project) =>
        Path.Combine(AppContext.BaseDirectory, project == "Cli" ? "ddl.dll" : $"DistributedDL.{project}.dll");
}
