using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Augmentation;

/// <summary>
/// Reads <c>{ flip_horizontal?, flip_vertical?, rotation?, width_shift?, height_shift?, zoom?, brightness?, fill?, fill_value? }</c>.
/// </summary>
internal static class AugmentationBinder
{
    public const string Field = "augment";

    private const string Nearest = "nearest", Constant = "constant";
    private const double LeastZoom = 0.01, MostZoom = 100, MostBrightness = 100, MostFill = 1e9;

    /// <param name="input">Shape of one example: <c>[height, width]</c> or <c>[height, width, channels]</c>.</param>
    /// <returns>Null when nothing is asked for, or, with violations, when it is wrong.</returns>
    public static Augmentation? Bind(string json, IReadOnlyList<int> input, List<FieldViolation> violations)
    {
        if (json == "{}") return null;
        if (input.Count is not (2 or 3))
        {
            violations.Add(new(Field, $"is of images, and the network's input {Shape.Show(input)} is not [height, width] or [height, width, channels]"));
            return null;
        }
        return SpecBinder.Read(Field, "augment", json, violations, binder => new Augmentation(
            binder.Bool("flip_horizontal", false),
            binder.Bool("flip_vertical", false),
            binder.Double("rotation", 0, 180, 0),
            Shift(binder, "height_shift", input[0]),
            Shift(binder, "width_shift", input[1]),
            Zoom(binder),
            binder.TryTake("brightness", out var brightness) ? Ends(binder, "brightness", brightness, 0, MostBrightness) : null,
            Fill(binder)));
    }

    private static double Shift(SpecBinder binder, string key, int size)
    {
        if (!binder.TryTake(key, out var value)) return 0;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var shift)
            && (shift is >= 0 and < 1 || (double.IsInteger(shift) && shift >= 1 && shift < size))) return shift;
        binder.Fault(key, $"{value.GetRawText()} is not a share from 0 to below 1, or a whole number of pixels from 1 to {size - 1}");
        return 0;
    }

    private static Interval Zoom(SpecBinder binder)
    {
        if (!binder.TryTake("zoom", out var value)) return new(1, 1);
        if (value.ValueKind == JsonValueKind.Array) return Ends(binder, "zoom", value, LeastZoom, MostZoom);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var zoom) && zoom is >= 0 and <= 1 - LeastZoom) return new(1 - zoom, 1 + zoom);
        binder.Fault("zoom", FormattableString.Invariant($"{value.GetRawText()} is not a number from 0 to {1 - LeastZoom}, or [low, high]"));
        return new(1, 1);
    }

    private static Interval Ends(SpecBinder binder, string key, JsonElement value, double least, double most)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value.EnumerateArray().All(end => end.ValueKind == JsonValueKind.Number)
            && (value[0].GetDouble(), value[1].GetDouble()) is var (low, high) && low >= least && low <= high && high <= most) return new(low, high);
        binder.Fault(key, FormattableString.Invariant($"{value.GetRawText()} is not [low, high] from {least} to {most}"));
        return new(1, 1);
    }

    private static float? Fill(SpecBinder binder)
    {
        var isConstant = binder.Choice("fill", name => name is Nearest or Constant ? name : null, $"{Nearest}, {Constant}", Nearest) == Constant;
        if (isConstant) return binder.Float("fill_value", -MostFill, MostFill, 0);
        if (binder.TryTake("fill_value", out _)) binder.Fault("fill_value", $"needs fill {Constant}");
        return null;
    }
}
