namespace DistributedDL.Architecture.Tests.Sources;

public sealed class FolderTests
{
    /// <summary>Folders for a kind of file instead of a feature, and other names of features that have one already.</summary>
    private static readonly string[] Forbidden =
    [
        "Helpers", "Helper", "Utils", "Util", "Utilities", "Common", "Misc", "Shared", "Interfaces", "Abstractions", "Dto", "Dtos", "Entities",
        "Services", "Exceptions", "Extensions", "Enums", "Constants",
        "Model", "Dataset", "Data", "Checkpoint", "Online", "Sessions", "OnlineSessions", "Predictions", "Inference", "Trainings", "Runs",
    ];

    [Fact]
    public void Folders_OfProjects_AreFeatures() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src", "tests")
            from folder in Path.GetDirectoryName(SourceTree.Relative(path))!.Split('/').Skip(2)
            where Forbidden.Contains(folder, StringComparer.OrdinalIgnoreCase)
            select SourceTree.Relative(path),
            "a folder is a feature and holds all its kinds; the same feature has the same name in every project");

    [Fact]
    public void Namespaces_OfFiles_AreTheirFolders() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src")
            let declared = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null
            let expected = $"namespace DistributedDL.{Path.GetDirectoryName(SourceTree.Relative(path))!["src/".Length..].Replace('/', '.')};"
            where declared != expected
            select $"{SourceTree.Relative(path)}: {declared}, not {expected}",
            "a namespace is its folder");

    [Fact]
    public void Tests_OfProjects_MirrorTheSource() =>
        SourceTree.AssertNone(
            from project in SourceTree.Projects
            from path in SourceTree.Files("*Tests.cs", $"tests/{project}.Tests")
            let folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(SourceTree.Root, "tests", project + ".Tests"), path))!.Split('/')[0]
            where folder.Length > 0 && !Directory.Exists(Path.Combine(SourceTree.Root, "src", project, folder))
            select $"{SourceTree.Relative(path)}: src/{project} has no folder {folder}",
            "tests mirror the source tree");
}
