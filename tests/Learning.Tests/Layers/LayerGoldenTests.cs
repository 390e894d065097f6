using System.Text.Json.Nodes;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.Layers;

public sealed class LayerGoldenTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in ByName.Keys)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }
            return cases;
        }
    }

    private static Dictionary<string, JsonObject> ByName { get; } =
        GoldenFile.Cases("layers.json").Concat(GoldenFile.Cases("course_layers.json")).ToDictionary(entry => (string)entry["name"]!);

    [Theory, MemberData(nameof(Cases))]
    public void Predict_PyTorchsWeights_GivesPyTorchsOutputs(string name, bool autograd)
    {
        var golden = ByName[name];
        using var network = Network.Create(golden.Architecture(), 0, autograd);
        network.LoadWeights(golden.Tensors("weights"));
        var expected = golden.Floats("outputs");
        var outputs = new float[expected.Length];

        network.Predict(golden.Floats("features"), (int)golden["examples"]!, outputs);

        Near.All(expected, outputs, 2e-6, name);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Backward_PyTorchsUpstream_GivesPyTorchsGradients(string name, bool autograd)
    {
        var golden = ByName[name];
        using var network = Network.Create(golden.Architecture(), 0, autograd);
        network.LoadWeights(golden.Tensors("weights"));
        var examples = (int)golden["examples"]!;
        var pass = network.RequirePass(examples);
        golden.Floats("features").CopyTo(pass.Input.Span);

        pass.Forward(examples, network.OperationCount, learns: true);
        golden.Floats("upstream").CopyTo(pass.OutputGradient(network.OperationCount).Span);
        pass.Backward(examples, network.OperationCount);

        foreach (var (parameter, gradient) in golden["gradients"]!.AsObject())
        {
            var found = network.Parameters.All.Single(candidate => candidate.Name == parameter);
            var actual = network.Parameters.Gradients.Span.Slice(found.Offset, found.Length);
            Near.All(golden["gradients"]!.Floats(parameter), actual, 1e-5, $"{name}: {parameter}");
            Assert.NotNull(gradient);
        }
    }
}
