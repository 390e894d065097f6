using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Recipes.MustReach;

internal static class ThresholdReader
{
    public static Threshold Read(MapReader map)
    {
        var read = new Threshold(
            MetricReader.OfSplit(map),
            map.ModelName("model"),
            map.DataName("data"),
            map.Int("after", 1, Steps.TrainStep.MaxEpochs),
            map.Number("at_least", double.MinValue, double.MaxValue),
            map.Number("at_most", double.MinValue, double.MaxValue));
        if (!map.Has("at_least") && !map.Has("at_most"))
            map.Context.Faults.Add(map.Mapping.Start, map.Path, "one of at_least and at_most is expected");
        if (read is { AtLeast: { } least, AtMost: { } most } && least > most) map.Fault("at_most", "is below at_least");
        map.Complete();
        return read;
    }
}
