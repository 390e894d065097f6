using System.IO.Pipelines;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Metrics;
using DistributedDL.Storage.Blobs;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Wire = DistributedDL.Client.Datasets;

namespace DistributedDL.Gateway.Datasets;

/// <summary>
/// Takes the files of an import from the stream into the blob store. At most a pipe's worth of bytes is in memory; when
/// the store is slower than the client, the stream is read more slowly.
/// </summary>
internal sealed class UploadReceiver(IBlobStore store, IOptions<GatewayOptions> options, GatewayMetrics metrics)
{
    private static readonly PipeOptions Pipe = new(pauseWriterThreshold: 2 << 20, resumeWriterThreshold: 1 << 20, useSynchronizationContext: false);

    /// <param name="requests">After the spec.</param>
    /// <param name="id">Of the upload; the caller removes it, whatever happens.</param>
    /// <exception cref="InvalidArgumentException">The messages or the lengths are not as the protocol has it.</exception>
    public async Task<List<UploadedFile>> Receive(IAsyncStreamReader<Wire.ImportDatasetRequest> requests, string id, CancellationToken cancellation)
    {
        var files = new List<UploadedFile>();
        var bytesLeft = options.Value.MaxUploadBytes;
        var more = await requests.MoveNext(cancellation);
        while (more)
        {
            if (requests.Current.PartCase != Wire.ImportDatasetRequest.PartOneofCase.File)
                throw new InvalidArgumentException($"files[{files.Count}]", $"a file start was expected, {Name(requests.Current)} came");
            var file = requests.Current.File;
            if (files.Count == options.Value.MaxUploadFiles)
                throw new InvalidArgumentException("files", $"there are more than {options.Value.MaxUploadFiles} files");
            ImportValidation.Check(file, files.Count, bytesLeft);
            var uploaded = new UploadedFile(file.FileName, UploadArea.Blob(id, files.Count), file.LengthBytes, file.Split.Length == 0 ? null : file.Split);
            more = await Store(requests, uploaded, files.Count, cancellation);
            bytesLeft -= file.LengthBytes;
            files.Add(uploaded);
        }
        return files.Count > 0 ? files : throw new InvalidArgumentException("files", "there is no file; at least 1 is needed");
    }

    /// <returns>Whether another message, the start of the next file, is there.</returns>
    private async Task<bool> Store(IAsyncStreamReader<Wire.ImportDatasetRequest> requests, UploadedFile file, int index, CancellationToken cancellation)
    {
        var pipe = new Pipe(Pipe);
        var stored = Put(pipe.Reader, file.Blob, cancellation);
        bool more;
        try
        {
            more = await Fill(pipe.Writer, requests, file, index, cancellation);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception cut)
        {
            // The store's read throws, and so it keeps nothing.
            await pipe.Writer.CompleteAsync(cut);
            await stored.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
        await stored;
        return more;
    }

    private async Task Put(PipeReader reader, string blob, CancellationToken cancellation)
    {
        try
        {
            await store.Put(blob, reader.AsStream(leaveOpen: true), BlobCondition.Absent, cancellation);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task<bool> Fill(PipeWriter writer, IAsyncStreamReader<Wire.ImportDatasetRequest> requests, UploadedFile file, int index, CancellationToken cancellation)
    {
        long received = 0;
        bool more;
        while ((more = await requests.MoveNext(cancellation)) && requests.Current.PartCase == Wire.ImportDatasetRequest.PartOneofCase.Chunk)
        {
            var chunk = requests.Current.Chunk.Memory;
            received += chunk.Length;
            if (chunk.Length > ImportValidation.MaxChunkBytes)
                throw new InvalidArgumentException("chunk", $"{chunk.Length} bytes are above {ImportValidation.MaxChunkBytes}");
            if (received > file.LengthBytes)
                throw new InvalidArgumentException($"files[{index}].length_bytes", $"'{file.FileName}': {file.LengthBytes} bytes were announced, more came");
            metrics.Uploaded(chunk.Length);
            // A reader that is done before the end has failed; its own exception says why.
            if ((await writer.WriteAsync(chunk, cancellation)).IsCompleted) break;
        }
        if (received < file.LengthBytes && (!more || requests.Current.PartCase != Wire.ImportDatasetRequest.PartOneofCase.Chunk))
            throw new InvalidArgumentException($"files[{index}].length_bytes", $"'{file.FileName}': {file.LengthBytes} bytes were announced, {received} came");
        return more;
    }

    private static string Name(Wire.ImportDatasetRequest request) => request.PartCase switch
    {
        Wire.ImportDatasetRequest.PartOneofCase.None => "an empty message",
        var part => $"a {part.ToString().ToLowerInvariant()}",
    };
}
