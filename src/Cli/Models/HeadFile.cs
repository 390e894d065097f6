using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Models;

/// <summary>Layers in a file, without an input: a list, or a mapping with <c>layers</c>.</summary>
internal static class HeadFile
{
    /// <exception cref="CommandFailedException">The file is missing, or not of this form.</exception>
    public static IReadOnlyList<LayerSpec> Read(string path)
    {
        InputFiles.Require(path);
        return Parse(path, File.ReadAllText(path));
    }

    public static IReadOnlyList<LayerSpec> Parse(string path, string text)
    {
        try
        {
            var root = YamlJson.Read(text);
            if (root is YamlSequenceNode list) root = new YamlMappingNode("layers", list);
            else if (root is YamlMappingNode map && map.Children.ContainsKey("input"))
                throw new CommandFailedException($"{path}:{map.Start.Line}:{map.Start.Column}: a head has no 'input': it takes what the layer before it gives");
            // The input stands in for the body's output, which the server knows.
            if (root is YamlMappingNode head) head.Add("input", new YamlSequenceNode(new YamlScalarNode("1") { Style = ScalarStyle.Plain }));
            return ArchitectureFile.Parse(path, root).Layers;
        }
        catch (YamlException e)
        {
            throw ArchitectureFile.Fault(path, e);
        }
    }
}
