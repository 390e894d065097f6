using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Models;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What a session begins with.</summary>
/// <param name="Version">Null for seeded initial weights.</param>
internal sealed record SessionStart(ArchitectureSpec Architecture, ModelSignature Signature, ModelVersionReport? Version)
{
    /// <exception cref="ResourceNotFoundException">No such model or version.</exception>
    /// <exception cref="InvalidArgumentException">The labels given do not fit, or the network answers more than one target an example.</exception>
    public static async Task<SessionStart> Find(OnlineSessionSpec spec, IModel model)
    {
        var version = spec.Version is { } wanted ? await model.Resolve(wanted) : await model.TryResolveLive();
        var architecture = version?.Architecture ?? (await model.Show()).Architecture;
        var output = NetworkOutput.Of(architecture);
        if (output.Classes == 0 && output.Steps * output.Width != 1)
            throw new InvalidArgumentException("model", $"model '{spec.Model}' gives {output.Steps * output.Width} values; a session learns one value or classes");
        if (output.Steps != 1)
            throw new InvalidArgumentException("model", $"model '{spec.Model}' gives {output.Steps} steps an example; a session learns one target an example");
        var signature = version?.Signature ?? ModelSignature.Unknown;
        return new SessionStart(architecture, signature with { Labels = Labels(spec, signature, output) }, version);
    }

    private static IReadOnlyList<string> Labels(OnlineSessionSpec spec, ModelSignature signature, NetworkOutput output)
    {
        if (spec.Labels.Count == 0) return signature.Labels.Count > 0 ? signature.Labels : output.DefaultLabels();
        var faults = new List<FieldViolation>();
        if (spec.Labels.Count != output.Classes) faults.Add(new("labels", $"{spec.Labels.Count} labels given; model '{spec.Model}' tells {output.Classes} classes apart"));
        if (spec.Labels.GroupBy(label => label, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            faults.Add(new("labels", $"'{twice.Key}' is given {twice.Count()} times; labels differ"));
        if (signature.Labels.Count > 0 && !signature.Labels.SequenceEqual(spec.Labels))
            faults.Add(new("labels", $"the version it starts from has its own labels ({string.Join(", ", signature.Labels.Take(20))}); leave labels empty"));
        InvalidArgumentException.ThrowIfAny(faults);
        return spec.Labels;
    }
}
