using System.Globalization;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Examples;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

/// <summary>The rows of a file as messages of a Learn stream, from the first row that is not durable yet.</summary>
internal sealed class ExampleBatches(ExampleFile file, bool classes, long lastDurable, int rows)
{
    /// <summary>Rows left out as they are durable.</summary>
    public long Skipped { get; private set; }

    /// <exception cref="CommandFailedException">A row is wrong; those before it are sent.</exception>
    public async IAsyncEnumerable<LearnExamples> Read()
    {
        var batch = new LearnExamples();
        var faulty = default(CommandFailedException);
        using var source = file.Rows().GetEnumerator();
        while (Next(source, ref faulty) is { } row)
        {
            if (Skipped < lastDurable)
            {
                Skipped++;
                continue;
            }
            if (!Add(batch, row, ref faulty)) break;
            if (Count(batch) < rows) continue;
            yield return batch;
            batch = new LearnExamples();
        }
        if (Count(batch) > 0) yield return batch;
        if (faulty is not null) throw faulty;
        await Task.CompletedTask;
    }

    private static ExampleRow? Next(IEnumerator<ExampleRow> source, ref CommandFailedException? faulty)
    {
        try
        {
            return source.MoveNext() ? source.Current : null;
        }
        catch (CommandFailedException e)
        {
            faulty = e;
            return null;
        }
    }

    private bool Add(LearnExamples batch, ExampleRow row, ref CommandFailedException? faulty)
    {
        if (classes)
        {
            batch.Labels.Add(row.Target);
        }
        else
        {
            if (!float.TryParse(row.Target, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
            {
                faulty = new CommandFailedException($"line {row.Line}: the target '{row.Target}' is not a finite number");
                return false;
            }
            batch.Values.Add(value);
        }
        batch.Features.AddRange(row.Features);
        return true;
    }

    private static int Count(LearnExamples batch) => batch.Labels.Count + batch.Values.Count;
}
