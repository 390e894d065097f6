using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client;
using DistributedDL.Client.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Models;

/// <summary>An architecture in a file. YAML holds JSON, so one reader takes both, and every fault has its line and column.</summary>
internal static class ArchitectureFile
{
    /// <exception cref="CommandFailedException">The file is missing, or not of this form.</exception>
    public static ArchitectureSpec Read(string path)
    {
        InputFiles.Require(path);
        return Parse(path, File.ReadAllText(path));
    }

    public static ArchitectureSpec Parse(string path, string text)
    {
        try
        {
            return Parse(path, YamlJson.Read(text));
        }
        catch (YamlException e)
        {
            throw Fault(path, e);
        }
    }

    /// <exception cref="YamlException">Nested too deeply.</exception>
    internal static ArchitectureSpec Parse(string path, YamlNode root)
    {
        var faults = ArchitectureForm.Faults(root).Select(fault => $"{path}:{fault}").ToList();
        if (faults.Count > 1) throw new CommandFailedException($"{faults.Count} faults in the architecture", faults);
        if (faults.Count == 1) throw new CommandFailedException(faults[0]);
        return ArchitectureSpecs.Parse(YamlJson.ToJson(root)!.ToJsonString());
    }

    internal static CommandFailedException Fault(string path, YamlException e) =>
        new($"{path}:{e.Start.Line}:{e.Start.Column}: {e.Message.ReplaceLineEndings(" ")}");
}
