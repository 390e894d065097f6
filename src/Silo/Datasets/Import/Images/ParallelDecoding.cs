using System.Runtime.CompilerServices;
using SkiaSharp;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// Decodes the images of an archive on the thread pool while the next ones are unpacked, and gives them in the order they were asked for.
/// No more are under way than there are processors, so that other work on the pool waits for one image at most; nor do their files
/// take more than <see cref="ImageArchive.MaxFileBytes"/> together, a single larger one apart.
/// </summary>
public sealed class ParallelDecoding(ImageArchive archive, ImageDecoder decoder)
{
    private static readonly int Most = Environment.ProcessorCount;

    public async IAsyncEnumerable<DecodeOutcome> Run(IEnumerable<ImageEntry> images, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var underWay = new Queue<(long Bytes, Task<DecodeOutcome> Outcome)>();
        var bytes = 0L;
        try
        {
            foreach (var image in images)
            {
                var (file, fault) = await Unpack(image, cancellation);
                var size = file?.Size ?? 0;
                while (underWay.Count > 0 && (underWay.Count > Most || bytes + size > ImageArchive.MaxFileBytes))
                {
                    var (taken, outcome) = underWay.Dequeue();
                    bytes -= taken;
                    yield return await outcome;
                }
                bytes += size;
                underWay.Enqueue((size, file is null ? Task.FromResult(new DecodeOutcome(image, null, fault)) : Task.Run(() => Decode(image, file), CancellationToken.None)));
            }
            while (underWay.TryDequeue(out var last)) yield return await last.Outcome;
        }
        finally
        {
            foreach (var (_, outcome) in underWay) (await outcome).Decoded?.Dispose();
        }
    }

    private async Task<(SKData? File, string Fault)> Unpack(ImageEntry image, CancellationToken cancellation)
    {
        try
        {
            return (SKData.CreateCopy((await archive.Read(image, cancellation)).Span), "");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (null, e.Message);
        }
    }

    private DecodeOutcome Decode(ImageEntry image, SKData file)
    {
        using var owned = file;
        try
        {
            return new DecodeOutcome(image, decoder.Decode(file));
        }
        catch (InvalidDataException e)
        {
            return new DecodeOutcome(image, null, e.Message);
        }
    }
}
