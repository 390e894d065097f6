using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.Transfer;
using DistributedDL.Silo.Models;

namespace DistributedDL.Silo.Training;

/// <summary>A checked request: the data set version it uses, what its outputs will mean, and what it starts from.</summary>
/// <param name="IsNewModel">The model does not exist yet, and is created with the architecture of the transfer.</param>
internal sealed record TrainingPlan(
    TrainingSpec Spec, ArchitectureSpec Architecture, DatasetVersionReport Data, ModelSignature Signature, TransferOrigin? Transfer, bool IsNewModel)
{
    /// <summary>Examples of one epoch.</summary>
    public long TrainExamples => Data.Splits.First(split => split.Name == Split.Train).Examples;

    /// <summary>Checks everything that can be checked before the work, and reports all faults at once.</summary>
    /// <exception cref="InvalidArgumentException">At least one fault.</exception>
    /// <exception cref="ResourceNotFoundException">No such model, data set or version, and no other fault.</exception>
    /// <exception cref="PreconditionException">The parent has no version that is live, or no optimizer's state.</exception>
    public static async Task<TrainingPlan> Check(TrainingSpec spec, IGrainFactory grains)
    {
        var faults = new List<FieldViolation>();
        ResourceName.Check("model", spec.Model, faults);
        ResourceName.Check("dataset", spec.Dataset, faults);
        if (spec.Transfer is not null) ResourceName.Check("transfer.parent_model", spec.Transfer.ParentModel, faults);
        InvalidArgumentException.ThrowIfAny(faults);

        var model = await Find(() => grains.GetGrain<IModel>(spec.Model).Show());
        var dataset = await Find(() => grains.GetGrain<IDataset>(spec.Dataset).Show());
        var parent = spec.Transfer is { } from ? await Find(() => grains.GetGrain<IModel>(from.ParentModel).Resolve(from.ParentVersion)) : default;
        TransferRequest? transfer = null;
        if (parent.Found is { } version) Collect(faults, () => transfer = new TransferRequest(spec, version, TransferPlan.Bind(spec.Transfer!, version.Architecture)));
        transfer?.CheckModel(model.Found, faults);
        var architecture = spec.Transfer is null ? model.Found?.Architecture : transfer?.Plan.Architecture;
        var data = dataset.Found is { } versions ? ChooseVersion(spec, versions, faults) : null;
        var labels = data is null ? [] : transfer?.Labels(data) ?? data.Target.Labels;
        var checkedSpec = data is null ? spec : spec with { LossParameters = ClassWeightLabels.Resolve(spec.LossParameters, labels, faults) };
        int[]? targetMap = null;
        if (architecture is not null)
        {
            Collect(faults, () => Trainer.Check(checkedSpec, architecture, data is null || Count(data, spec.ValidationSplit ?? Split.Validation) > 0));
            if (data is not null) CheckFit(spec, architecture, data, transfer is { KeepsLabels: true }, faults);
            if (data is not null) Collect(faults, () => targetMap = transfer?.MapTargets(data));
        }
        InvalidArgumentException.ThrowIfAny(faults);
        if ((spec.Transfer is null ? model.Missing : parent.Missing) is { } unknown) throw unknown;
        if (dataset.Missing is not null) throw dataset.Missing;

        var origin = transfer is null ? null : await transfer.Resolve(targetMap, grains);
        var chosen = checkedSpec with { DatasetVersion = data!.Version };
        return new TrainingPlan(transfer?.Resolved(chosen) ?? chosen, architecture!, data,
            new ModelSignature(data.Features.Names, labels, data.Target.Name) { Vocabulary = data.Features.Vocabulary }, origin, model.Found is null);
    }

    private static DatasetVersionReport? ChooseVersion(TrainingSpec spec, DatasetReport dataset, List<FieldViolation> faults)
    {
        if (spec.DatasetVersion is not { } wanted) return dataset.Latest;
        var chosen = dataset.Versions.FirstOrDefault(version => version.Version == wanted);
        if (chosen is null) faults.Add(new("dataset_version", $"data set '{dataset.Name}' has no version {wanted}; its latest is {dataset.Latest.Version}"));
        return chosen;
    }

    private static void CheckFit(TrainingSpec spec, ArchitectureSpec architecture, DatasetVersionReport data, bool keepsLabels, List<FieldViolation> faults)
    {
        var name = $"data set '{spec.Dataset}' version {data.Version}";
        var width = architecture.Input.Aggregate(1L, (product, size) => product * size);
        if (data.Features.Width != width)
            faults.Add(new("dataset", $"{name} has {data.Features.Width} features an example; model '{spec.Model}' takes {width} (input [{string.Join(", ", architecture.Input)}])"));
        CheckSplits(spec, data, name, faults);

        var output = NetworkOutput.Of(architecture);
        var classes = data.Target.Labels.Count;
        if (data.Target.Kind == TargetKind.Class && output.Classes == 0)
            faults.Add(new("dataset", $"{name} has a class target ({classes} labels); model '{spec.Model}' predicts values: end it with softmax, or with one sigmoid"));
        else if (data.Target.Kind == TargetKind.Class && !keepsLabels && output.Classes != classes)
            faults.Add(new("dataset", $"{name} has {classes} labels; model '{spec.Model}' tells {output.Classes} classes apart"));
        else if (data.Target.Kind != TargetKind.Class && output.Classes > 0)
            faults.Add(new("dataset", $"{name} has a value target; model '{spec.Model}' tells {output.Classes} classes apart"));
        else if (data.Target.Kind != TargetKind.Class && output.Width != 1)
            faults.Add(new("dataset", $"{name} has {Targets(data.Target.Width)} an example; model '{spec.Model}' gives {output.Steps * output.Width}"));
        else if (data.Target.Width != output.Steps)
            faults.Add(new("dataset", $"{name} has {Targets(data.Target.Width)} an example; model '{spec.Model}' gives {(output.Classes > 0 ? $"{output.Steps} steps of {output.Classes} classes" : $"{output.Steps}")}"));

        string Targets(int count) => $"{count} {(data.Target.Kind == TargetKind.Class ? "target" : "value")}{(count == 1 ? "" : "s")}";
    }

    private static void CheckSplits(TrainingSpec spec, DatasetVersionReport data, string name, List<FieldViolation> faults)
    {
        if (Count(data, Split.Train) == 0) faults.Add(new("dataset", $"{name} has 0 examples in split '{Split.Train}'; at least 1 is needed"));
        if (spec.ValidationSplit is { } split && Count(data, split) == 0)
            faults.Add(new("validation_split", $"{name} has no examples in split '{split}'; it has {string.Join(", ", data.Splits.Select(s => $"{s.Name} ({s.Examples})"))}"));
    }

    private static long Count(DatasetVersionReport data, string split) => data.Splits.FirstOrDefault(s => s.Name == split)?.Examples ?? 0;

    private static void Collect(List<FieldViolation> faults, Action check)
    {
        try
        {
            check();
        }
        catch (InvalidArgumentException e)
        {
            faults.AddRange(e.Violations);
        }
    }

    private static async Task<(T? Found, ResourceNotFoundException? Missing)> Find<T>(Func<Task<T>> find) where T : class
    {
        try
        {
            return (await find(), null);
        }
        catch (ResourceNotFoundException e)
        {
            return (null, e);
        }
    }
}
