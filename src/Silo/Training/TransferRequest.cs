using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Training.Transfer;
using DistributedDL.Silo.Models;
using DistributedDL.Silo.Prediction;

namespace DistributedDL.Silo.Training;

/// <summary>A transfer against the version it starts from and the data set it goes to.</summary>
internal sealed class TransferRequest(TrainingSpec spec, ModelVersionReport parent, TransferPlan plan)
{
    private readonly TransferSpec _transfer = spec.Transfer!;

    public TransferPlan Plan => plan;

    /// <summary>The parent's outputs are kept, and with them the meaning of each.</summary>
    public bool KeepsLabels => _transfer.NewHead.Count == 0 && parent.Signature.Labels.Count > 0;

    public IReadOnlyList<string> Labels(DatasetVersionReport data) => KeepsLabels ? parent.Signature.Labels : data.Target.Labels;

    /// <summary>The spec with the version that was chosen.</summary>
    public TrainingSpec Resolved(TrainingSpec given) => given with { Transfer = _transfer with { ParentVersion = parent.Version } };

    /// <summary>Reports a model that has another structure than what is to come of the transfer.</summary>
    public void CheckModel(ModelReport? model, List<FieldViolation> faults)
    {
        if (model is not null && !ArchitectureIdentity.Same(model.Architecture, plan.Architecture))
            faults.Add(new("model", $"model '{model.Name}' exists and has another architecture than what this transfer gives; use a name that is free, or leave out the new head"));
    }

    public int[]? MapTargets(DatasetVersionReport data) =>
        KeepsLabels && data.Target.Kind == TargetKind.Class
            ? LabelMap.Create(parent, data, spec.Dataset, [.. data.Splits.Where(split => split.Examples > 0)])
            : null;

    /// <summary>Finds the checkpoint that holds the parent's optimizer, where it is asked for.</summary>
    public async Task<TransferOrigin> Resolve(int[]? targetMap, IGrainFactory grains)
    {
        if (!_transfer.KeepOptimizer) return new TransferOrigin(plan, parent.WeightsSha256, null, null, targetMap);
        const string Field = "transfer.keep_optimizer";
        var version = $"model '{parent.Model}' version {parent.Version}";
        if (parent.Lineage.Run is not { } run)
            throw new InvalidArgumentException(Field, $"{version} does not come from a training run, so there is no optimizer's state of it");
        var grain = grains.GetGrain<ITrainingRun>(run);
        var used = (await grain.Show()).Spec.Optimizer;
        if (used != spec.Optimizer)
            throw new InvalidArgumentException(Field, $"{version} was trained with {used}, whose state {spec.Optimizer} cannot take; use {used} here too");
        var checkpoint = await grain.Checkpoint()
            ?? throw new PreconditionException($"training run '{run}'", "it has no checkpoint that could give its optimizer's state");
        return new TransferOrigin(plan, parent.WeightsSha256, run, checkpoint, targetMap);
    }
}
