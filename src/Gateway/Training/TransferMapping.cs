using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Gateway.Models;
using Wire = DistributedDL.Client.Training;

namespace DistributedDL.Gateway.Training;

/// <summary>What a run takes over, between the wire and the grains.</summary>
internal static class TransferMapping
{
    private const int MaxFreezes = 1_000;

    public static TransferSpec ToContract(this Wire.Transfer transfer, List<FieldViolation> violations)
    {
        if (transfer.Freeze.Count > MaxFreezes) violations.Add(new("spec.transfer.freeze", $"has {transfer.Freeze.Count} entries; at most {MaxFreezes}"));
        return new TransferSpec
        {
            ParentModel = transfer.ParentModel,
            ParentVersion = transfer.ParentVersion == 0 ? null : transfer.ParentVersion,
            KeepOptimizer = transfer.KeepOptimizer,
            Freeze = [.. transfer.Freeze],
            AllButLast = transfer.AllButLast == 0 ? null : transfer.AllButLast,
            UnfreezeAtEpoch = transfer.UnfreezeAtEpoch == 0 ? null : transfer.UnfreezeAtEpoch,
            BodyLearningRate = transfer.HasBodyLearningRate ? transfer.BodyLearningRate : null,
            NewHead = ArchitectureMapping.ToContract(transfer.NewHead, "spec.transfer.new_head", violations),
            After = transfer.After.Length == 0 ? null : transfer.After,
            FeaturesAt = transfer.FeaturesAt.Length == 0 ? null : transfer.FeaturesAt,
        };
    }

    public static Wire.Transfer ToWire(this TransferSpec transfer)
    {
        var wire = new Wire.Transfer
        {
            ParentModel = transfer.ParentModel,
            ParentVersion = transfer.ParentVersion ?? 0,
            KeepOptimizer = transfer.KeepOptimizer,
            Freeze = { transfer.Freeze },
            AllButLast = transfer.AllButLast ?? 0,
            UnfreezeAtEpoch = transfer.UnfreezeAtEpoch ?? 0,
            NewHead = { transfer.NewHead.Select(ArchitectureMapping.ToWire) },
            After = transfer.After ?? "",
            FeaturesAt = transfer.FeaturesAt ?? "",
        };
        if (transfer.BodyLearningRate is { } rate) wire.BodyLearningRate = rate;
        return wire;
    }
}
