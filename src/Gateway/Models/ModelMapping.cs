using DistributedDL.Contracts.Models;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.Models;

namespace DistributedDL.Gateway.Models;

/// <summary>Between the wire and the grains.</summary>
internal static class ModelMapping
{
    public static Wire.Model ToWire(this ModelReport report)
    {
        var model = new Wire.Model
        {
            Name = report.Name,
            Architecture = report.Architecture.ToWire(),
            CreatedAt = Timestamp.FromDateTimeOffset(report.CreatedAt),
        };
        foreach (var version in report.Versions) model.Versions.Add(version.ToWire());
        foreach (var (alias, version) in report.Aliases) model.Aliases.Add(alias, version);
        return model;
    }

    public static Wire.ModelVersion ToWire(this ModelVersionReport report)
    {
        var version = new Wire.ModelVersion
        {
            Model = report.Model,
            Version = report.Version,
            WeightsSha256 = report.WeightsSha256,
            Parameters = report.Parameters,
            Architecture = report.Architecture.ToWire(),
            FeatureNames = { report.Signature.FeatureNames },
            Labels = { report.Signature.Labels },
            TargetName = report.Signature.TargetName,
            Vocabulary = { report.Signature.Vocabulary },
            Candidate = report.Candidate ?? "",
            Lineage = report.Lineage.ToWire(),
            CreatedAt = Timestamp.FromDateTimeOffset(report.CreatedAt),
        };
        foreach (var (name, value) in report.Metrics) version.Metrics.Add(name, value);
        return version;
    }

    public static Wire.ModelSummary ToWire(this ModelSummaryReport report)
    {
        var summary = new Wire.ModelSummary
        {
            Model = report.Model,
            Input = { report.Input },
            Parameters = report.Parameters,
            TrainableParameters = report.TrainableParameters,
        };
        foreach (var layer in report.Layers)
            summary.Layers.Add(new Wire.LayerSummary
            {
                Name = layer.Name,
                Kind = layer.Kind,
                OutputShape = { layer.OutputShape },
                Parameters = layer.Parameters,
                TrainableParameters = layer.TrainableParameters,
            });
        return summary;
    }

    private static Wire.Lineage ToWire(this Lineage lineage) => new()
    {
        ParentModel = lineage.ParentModel ?? "",
        ParentVersion = lineage.ParentVersion ?? 0,
        ParentWeightsSha256 = lineage.ParentWeightsSha256 ?? "",
        Run = lineage.Run ?? "",
        Session = lineage.Session ?? "",
        Sequence = lineage.Sequence ?? 0,
        Dataset = lineage.Dataset ?? "",
        DatasetVersion = lineage.DatasetVersion ?? 0,
        FrozenLayers = { lineage.FrozenLayers },
        Epoch = lineage.Epoch ?? 0,
    };
}
