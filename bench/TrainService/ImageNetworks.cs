using DistributedDL.Client.Models;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Bench.TrainService;

/// <summary>784-392-196-10 over 28×28 images with values from 0 to 255.</summary>
internal static class ImageNetworks
{
    public const string Json =
        """{"input":[28,28],"layers":[{"rescale":{"factor":0.00392156862745098}},"flatten",{"dense":{"units":392,"activation":"relu"}},{"dense":{"units":196,"activation":"relu"}},{"dense":{"units":10,"activation":"softmax"}}]}""";

    public static ArchitectureSpec OnTheWire { get; } = ToWire(Contracts.Models.ArchitectureJson.Parse(Json));

    /// <summary>A network whose input are numbers from 0 to 1, over values from 0 to 255.</summary>
    public static ArchitectureSpec OverBytes(Contracts.Models.ArchitectureSpec spec)
    {
        var wire = ToWire(spec);
        wire.Layers.Insert(0, new LayerSpec { Kind = "rescale", Parameters = Struct.Parser.ParseJson("""{"factor":0.00392156862745098}""") });
        return wire;
    }

    public static ArchitectureSpec ToWire(Contracts.Models.ArchitectureSpec spec)
    {
        var wire = new ArchitectureSpec { Input = { spec.Input } };
        foreach (var layer in spec.Layers)
            wire.Layers.Add(new LayerSpec { Kind = layer.Kind, Name = layer.Name ?? "", Parameters = Struct.Parser.ParseJson(layer.Parameters) });
        return wire;
    }
}
