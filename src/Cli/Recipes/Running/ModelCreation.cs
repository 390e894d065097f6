using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Networks;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Client.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Makes models of a recipe's networks.</summary>
internal sealed class ModelCreation(CommandCall call, RecipeServer server)
{
    /// <returns>What the network is.</returns>
    /// <exception cref="CommandFailedException">It has not the parameters that the recipe says.</exception>
    public async Task<ModelSummary> Create(string name, RecipeNetwork network)
    {
        await server.Client.Models.CreateModelAsync(new CreateModelRequest { Name = name, Architecture = Architecture(network) }, call.Brief);
        var summary = await server.Client.Models.GetModelSummaryAsync(new GetModelSummaryRequest { Name = name }, call.Brief);
        if (network.Parameters is { } expected && expected != summary.Parameters)
            throw new CommandFailedException($"networks.{network.Name}: it has {summary.Parameters} parameters; the recipe says {expected}");
        return summary;
    }

    /// <summary>Makes a model whose weights are written in the recipe, as a file of weights is imported.</summary>
    public async Task<TrainedModel> SetWeights(string name, RecipeNetwork network, SetWeightsStep step)
    {
        var summary = await Create(name, network);
        var folder = Directory.CreateTempSubdirectory("ddl-weights-");
        try
        {
            var path = Path.Combine(folder.FullName, $"{step.Model}.safetensors");
            await using (var file = File.Create(path))
                Safetensors.Write(file, [.. step.Weights.Select(pair => Tensor(pair.Key, pair.Value))]);
            var version = await ModelFiles.Import(server.Client, new ImportVersionSpec { Name = name, Architecture = Architecture(network) }, path, cancellation: call.Cancellation);
            var model = new TrainedModel(step.Model, step.Data, name, summary.Parameters, [.. summary.Input]);
            model.End(0, 0, version.Version, version.WeightsSha256);
            return model;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ArchitectureSpec Architecture(RecipeNetwork network) =>
        ArchitectureSpecs.Parse(Contracts.Models.ArchitectureJson.Write(network.Architecture));

    private static NamedTensor Tensor(string name, HandSetTensor tensor) =>
        new(name, ElementType.F32, [.. tensor.Shape.Select(size => (long)size)], System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([.. tensor.Values]).ToArray());
}
