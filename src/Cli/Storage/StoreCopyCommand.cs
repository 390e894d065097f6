using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Copying;

namespace DistributedDL.Cli.Storage;

/// <summary>Needs no server: it works on the stores themselves, which no server may use meanwhile.</summary>
internal sealed class StoreCopyCommand : DdlCommand
{
    private readonly Option<StoreAddress> _from = Address("--from", "The store to copy, which stays as it is");
    private readonly Option<StoreAddress> _to = Address("--to", "The store to copy to, empty or holding a part of the same");
    private readonly Option<bool> _overwrite = CliOptions.Flag("--overwrite", "Make the target equal to the source: replace what differs, and remove what the source does not have.");

    public StoreCopyCommand() : base("copy", "Move a whole installation to another kind of store. Stop the servers on both first: "
        + "a directory in use is refused, but containers in Azure cannot be known to be in use.",
        "ddl store copy --from dir:./data --to azure", "ddl store copy --from azure --to dir:/var/lib/ddl --json")
    {
        foreach (var option in new Option[] { _from, _to, _overwrite }) Add(option);
    }

    protected override async Task Run(CommandCall call)
    {
        var (source, target) = (call.Get(_from)!, call.Get(_to)!);
        var begun = call.Time.GetTimestamp();
        using var stores = new StorePair(source, target);
        try
        {
            await stores.Open(call.Time, call.Cancellation);
            if (stores.Containers is { Count: > 0 } containers)
                call.Error.WriteLine($"warning: make sure that no server uses the containers {string.Join(" and ", containers.Select(name => $"'{name}'"))} in Azure: whether one does cannot be known");
            var report = await ProgressLine.Show(call, $"{source.Shown} to {target.Shown}", line =>
                new StoreCopy(stores.From, stores.To).Run(call.Get(_overwrite), (done, total, blob) => line.Report(done, total, blob), call.Cancellation));
            Show(call, report, target, call.Time.GetElapsedTime(begun).TotalSeconds);
        }
        catch (StoreDiffersException e)
        {
            throw new CommandFailedException($"{e.Message}; nothing was written. Give --overwrite to replace and remove them",
                [.. e.Examples, .. e.Count > e.Examples.Count ? [$"and {e.Count - e.Examples.Count} more"] : Array.Empty<string>()]);
        }
        catch (StoreLockedException e)
        {
            throw new CommandFailedException(e.Message, "stop that process first");
        }
        catch (Exception e) when (e is StoreCopyFailedException or StoreEmptyException or ServiceException or BlobConditionException)
        {
            throw new CommandFailedException(e.Message, "What is copied stays; when the reason is gone, the same command goes on.");
        }
    }

    private static void Show(CommandCall call, StoreCopyReport report, StoreAddress target, double seconds) => call.Show(
        () => new JsonObject
        {
            ["blobs"] = report.Blobs,
            ["bytes"] = report.Bytes,
            ["copied"] = report.Copied,
            ["skipped"] = report.Skipped,
            ["verified"] = report.Verified,
            ["removed"] = report.Removed,
            ["seconds"] = Math.Round(seconds, 3),
        },
        output => output.WriteLine(
            $"{target.Shown} holds {Figures.Count(report.Blobs)} {(report.Blobs == 1 ? "blob" : "blobs")}, {Figures.Bytes(report.Bytes)}: {Figures.Count(report.Copied)} copied, {Figures.Count(report.Skipped)} {(report.Skipped == 1 ? "was" : "were")} there, "
            + $"{Figures.Count(report.Verified)} verified{(report.Removed > 0 ? $", {Figures.Count(report.Removed)} removed" : "")}, in {Figures.Seconds(seconds)}"));

    private static Option<StoreAddress> Address(string name, string description) => new(name)
    {
        HelpName = "STORE",
        Required = true,
        Description = $"{description}: {StoreAddress.Rule}.",
        CustomParser = result =>
        {
            if (StoreAddress.TryParse(result.Tokens[0].Value, out var address)) return address;
            // What was given may hold a secret.
            result.AddError($"{name} is no store (not shown); it must be {StoreAddress.Rule}");
            return null;
        },
    };
}
