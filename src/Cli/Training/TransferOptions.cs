using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Models;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

/// <summary>What a run takes over from a trained version.</summary>
internal sealed partial class TransferOptions
{
    private readonly Option<VersionedName> _from = VersionedName.Option("--from", "MODEL[@V]", "Start from the weights of this version; NAME is created where it does not exist.");
    private readonly Option<bool> _keepOptimizer = CliOptions.Flag("--keep-optimizer", "Go on with that version's optimizer state too.");
    private readonly Option<string> _freeze = CliOptions.Text("--freeze", "LAYER,…", "Layers that do not train: names, a beginning as in 'conv*', or 'all-but-last N' layers with parameters.");
    private readonly Option<int?> _unfreezeAt = CliOptions.Whole("--unfreeze-at-epoch", "N", "Frozen layers train from epoch N on.", 2, 1_000_000);
    private readonly Option<double?> _bodyRate = CliOptions.Number("--body-learning-rate", "X", "Learning rate of layers up to --after, and of frozen ones once they train.");
    private readonly Option<string> _newHead = CliOptions.Text("--new-head", "FILE", "Layers, in YAML or JSON, in place of those after --after.");
    private readonly Option<string> _after = CliOptions.Text("--after", "LAYER", "The last layer of the body.");
    private readonly Option<string> _featuresAt = CliOptions.Text("--features-at", "LAYER", "Apply the layers up to this one once, keep what they give, and train only those after.");

    public IEnumerable<Option> All => [_from, _keepOptimizer, _freeze, _unfreezeAt, _bodyRate, _newHead, _after, _featuresAt];

    /// <summary>Reports options that say nothing without <c>--from</c>.</summary>
    public void Check(CommandResult result)
    {
        if (result.GetResult(_from) is not null) return;
        foreach (var option in All.Where(result.Has))
            result.AddError($"{option.Name}: it needs --from MODEL[@V], the version to start from");
    }

    /// <returns>Null without <c>--from</c>.</returns>
    /// <exception cref="CommandFailedException">A file that is no head.</exception>
    public Transfer? Read(CommandCall call)
    {
        if (call.Get(_from) is not { } parent) return null;
        var transfer = new Transfer
        {
            ParentModel = parent.Name,
            ParentVersion = parent.Version,
            KeepOptimizer = call.Get(_keepOptimizer),
            UnfreezeAtEpoch = call.Get(_unfreezeAt) ?? 0,
            After = call.Get(_after) ?? "",
            FeaturesAt = call.Get(_featuresAt) ?? "",
        };
        foreach (var entry in (call.Get(_freeze) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (AllButLast().Match(entry) is { Success: true } match) transfer.AllButLast = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            else transfer.Freeze.Add(entry);
        }
        if (call.Get(_bodyRate) is { } rate) transfer.BodyLearningRate = rate;
        if (call.Get(_newHead) is { } path) transfer.NewHead.Add(HeadFile.Read(path));
        return transfer;
    }

    [GeneratedRegex(@"^all-but-last[ :=]([1-9]\d{0,5})$")]
    private static partial Regex AllButLast();
}
