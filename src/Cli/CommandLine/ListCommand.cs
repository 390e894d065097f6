using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Lists all resources of a kind: a JSON array under their name, or a table.</summary>
/// <param name="key">The array's name.</param>
/// <param name="none">Said where there is none.</param>
internal abstract class ListCommand<T>(string key, string description, string none, string example) : DdlCommand("list", description, example)
{
    /// <param name="token">Empty for the first page; <c>Next</c> of the page before it otherwise, which is empty on the last.</param>
    protected abstract Task<(IEnumerable<T> Items, string Next)> Page(CommandCall call, string token);

    /// <summary>The order in which both forms show them; that of the server unless a list has its own.</summary>
    protected virtual IEnumerable<T> Order(IEnumerable<T> items) => items;

    protected abstract JsonNode Json(T item);

    protected abstract Columns Table(IReadOnlyList<T> items);

    protected override async Task Run(CommandCall call)
    {
        var items = new List<T>();
        var token = "";
        do
        {
            var (page, next) = await Page(call, token);
            items.AddRange(page);
            token = next;
        }
        while (token.Length > 0);
        items = [.. Order(items)];
        call.Show(
            () => new JsonObject { [key] = JsonText.Array(items.Select(item => (JsonNode?)Json(item))) },
            output =>
            {
                if (items.Count == 0) output.WriteLine(none);
                else Table(items).Write(output);
            });
    }
}
