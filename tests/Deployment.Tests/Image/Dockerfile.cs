using System.Text.RegularExpressions;
using DistributedDL.Deployment.Tests.Sources;

namespace DistributedDL.Deployment.Tests.Image;

/// <summary>The image's recipe as a list of instructions, each with its stage.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(IReadOnlyList<Instruction> instructions) => Instructions = instructions;

    public IReadOnlyList<Instruction> Instructions { get; }

    public int LastStage => Instructions[^1].Stage;

    public IEnumerable<Instruction> Final => Instructions.Where(instruction => instruction.Stage == LastStage);

    public static Dockerfile Read()
    {
        var text = string.Join('\n', File.ReadLines(SourceTree.At("deploy", "Dockerfile")).Where(line => !line.TrimStart().StartsWith('#')));
        var stage = -1;
        var instructions = new List<Instruction>();
        foreach (var line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0))
        {
            var (name, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ') + 1)..].Trim());
            if (name == "FROM") stage++;
            instructions.Add(new Instruction(stage, name, rest));
        }
        return new Dockerfile(instructions);
    }

    /// <summary>NAME="value" pairs of the final image.</summary>
    public Dictionary<string, string> Environment() =>
        Final.Where(instruction => instruction.Name == "ENV").SelectMany(instruction => Variable().Matches(instruction.Text)).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    [GeneratedRegex("""(\w+)="([^"]*)"(?:\s|$)""")]
    private static partial Regex Variable();
}
