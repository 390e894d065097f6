using DistributedDL.Contracts.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>
/// One YAML document as a tree of nodes. Anchors and aliases are refused: they can make a tree endless, and a
/// recipe reads better with every value where it is used.
/// </summary>
public static class YamlText
{
    public const int MaxCharacters = 1_000_000;
    public const int MaxDepth = 32;

    /// <exception cref="InvalidArgumentException">Not one YAML document whose root is a mapping.</exception>
    public static YamlMappingNode Read(string text)
    {
        var faults = new FaultList();
        if (text.Length > MaxCharacters)
            throw new InvalidArgumentException("recipe", $"{text.Length} characters; at most {MaxCharacters} are read");
        try
        {
            Scan(text, faults);
            faults.ThrowIfAny();
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root) return root;
            var second = stream.Documents.Count > 1 ? stream.Documents[1].RootNode.Start : new Mark(0, 1, 1);
            faults.Add(second, "recipe", stream.Documents.Count > 1
                ? $"a recipe is one document; {stream.Documents.Count} were found"
                : "expected keys with values, beginning with 'recipe: NAME'");
        }
        catch (YamlException e)
        {
            faults.Add(e.Start, "recipe", $"not YAML: {e.InnerException?.Message ?? e.Message}");
        }
        faults.ThrowIfAny();
        throw new InvalidOperationException("A fault was added above.");
    }

    private static void Scan(string text, FaultList faults)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var found = parser.Current!;
            depth += found.NestingIncrease;
            if (depth > MaxDepth)
            {
                faults.Add(found.Start, "recipe", $"nested deeper than {MaxDepth}");
                return;
            }
            if (found is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                faults.Add(found.Start, "recipe", "anchors and aliases ('&', '*') are not part of a recipe; write the value");
        }
    }
}
