namespace DistributedDL.Learning.Layers.Images;

/// <summary><c>global_max_pool</c> and <c>global_average_pool</c>: all places of an image, or all steps of a sequence, to <c>[channels]</c>.</summary>
internal sealed class GlobalPoolKind(string kind, bool largest) : ILayerKind
{
    public string Kind => kind;

    public Layer? Bind(LayerBinder binder)
    {
        if (binder.Input is not { } input) return null;
        if (input.Count is < 2 or > 3)
        {
            binder.Misfit("[height, width, channels] or [steps, features]");
            return null;
        }
        var width = input.Count == 3 ? input[1] : 1;
        return new PoolLayer(binder.Name, kind, input, [input[^1]], Axis.Valid(input[0], input[0], 1), Axis.Valid(width, width, 1), largest);
    }
}
