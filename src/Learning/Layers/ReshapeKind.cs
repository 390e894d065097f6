using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary><c>reshape: { shape }</c>; one size may be -1 and is then what is left.</summary>
internal sealed class ReshapeKind : ILayerKind
{
    public string Kind => "reshape";

    public Layer? Bind(LayerBinder binder)
    {
        var shape = binder.Ints("shape", -1, Shape.MaxWidth);
        if (binder.Input is null || shape is null) return null;
        var width = Shape.Width(binder.Input);
        var given = Shape.Width([.. shape.Where(size => size != -1)]);
        var open = shape.Count(size => size == -1);
        if (shape.Contains(0) || open > 1)
        {
            binder.Fault("shape", $"{Shape.Show(shape)} is not a shape: sizes are at least 1, and one may be -1");
            return null;
        }
        if (open == 0 ? given != width : width % given != 0)
        {
            binder.Fault("shape", $"layer '{binder.Name}' cannot make {Shape.Show(shape)} of its input {Shape.Show(binder.Input)}, which has {width} numbers");
            return null;
        }
        return new ReshapeLayer(binder.Name, binder.Input, [.. shape.Select(size => size == -1 ? (int)(width / given) : size)]);
    }
}
