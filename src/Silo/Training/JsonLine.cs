using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace DistributedDL.Silo.Training;

/// <summary>A line of a text blob.</summary>
/// <param name="LengthBytes">With its line end.</param>
/// <param name="Ended">False for a last line that has no line end.</param>
internal readonly record struct JsonLine(string Text, long LengthBytes, bool Ended)
{
    public static async IAsyncEnumerable<JsonLine> Read(Stream content, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pipe = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                yield return new JsonLine(Encoding.UTF8.GetString(line), line.Length + 1, Ended: true);
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (read.IsCompleted)
            {
                if (!rest.IsEmpty) yield return new JsonLine(Encoding.UTF8.GetString(rest), rest.Length, Ended: false);
                break;
            }
            pipe.AdvanceTo(rest.Start, rest.End);
        }
        await pipe.CompleteAsync();
    }
}
