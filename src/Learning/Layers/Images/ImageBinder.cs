using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>What layers with windows over images read and check alike.</summary>
internal static class ImageBinder
{
    public const int MaxWindow = 100;

    private const string Valid = "valid", Same = "same";

    /// <summary>Whether the padding is <c>same</c>; <c>valid</c> unless given.</summary>
    public static bool IsSame(this LayerBinder binder) =>
        binder.Choice("padding", name => name is Valid or Same ? name : null, $"{Valid}, {Same}", Valid) == Same;

    /// <summary>The axes of height and width, or null when the window does not fit.</summary>
    /// <param name="key">Parameter that gave the window.</param>
    public static (Axis Height, Axis Width)? Axes(this LayerBinder binder, string key, (int Height, int Width) window, (int Height, int Width) stride, bool same)
    {
        if (binder.Input is not { } input) return null;
        if (input.Count != 3)
        {
            binder.Misfit("[height, width, channels]");
            return null;
        }
        if (same) return (Axis.Same(input[0], window.Height, stride.Height), Axis.Same(input[1], window.Width, stride.Width));
        if (window.Height > input[0] || window.Width > input[1])
        {
            binder.Fault(key, $"layer '{binder.Name}' has a window of [{window.Height}, {window.Width}], larger than its input {Shape.Show(input)}; expected at most [{input[0]}, {input[1]}], or padding same");
            return null;
        }
        return (Axis.Valid(input[0], window.Height, stride.Height), Axis.Valid(input[1], window.Width, stride.Width));
    }
}
