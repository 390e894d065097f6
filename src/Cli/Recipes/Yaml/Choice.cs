namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>One kind with its settings: an optimizer, a loss, a schedule.</summary>
/// <param name="Settings">A JSON object, <c>{}</c> when there are none; judged by the service.</param>
public sealed record Choice(string Kind, string Settings = "{}");
