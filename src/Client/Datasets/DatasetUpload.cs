using Google.Protobuf;
using Grpc.Core;

namespace DistributedDL.Client.Datasets;

/// <summary>Imports files from this machine.</summary>
public static class DatasetUpload
{
    /// <summary>Bytes of a file in one message.</summary>
    public const int ChunkBytes = 256 << 10;

    /// <summary>Streams the files to the server, which reads them into a new version, whole or not at all.</summary>
    /// <param name="progress">Told the bytes sent so far and the bytes in all; equal when the server begins to read.</param>
    /// <exception cref="FileNotFoundException">Files are missing; names all of them. Nothing was sent.</exception>
    /// <exception cref="IOException">A file cannot be read, or changed its length meanwhile. Nothing was imported.</exception>
    /// <exception cref="RpcException">The server refused; see <see cref="Errors.ServiceFailure"/>.</exception>
    public static async Task<DatasetVersion> Import(
        DistributedDLClient client,
        ImportSpec spec,
        IReadOnlyList<string> paths,
        Action<long, long>? progress = null,
        CancellationToken cancellation = default)
    {
        if (paths.Count == 0) throw new ArgumentException("no file was given", nameof(paths));
        var missing = paths.Where(path => !File.Exists(path)).ToList();
        if (missing.Count > 0) throw new FileNotFoundException($"no such file: {string.Join(", ", missing)}", missing[0]);

        using var call = client.Datasets.Import(cancellationToken: cancellation);
        var total = paths.Sum(path => new FileInfo(path).Length);
        try
        {
            await call.RequestStream.WriteAsync(new ImportDatasetRequest { Spec = spec }, cancellation);
            var sent = 0L;
            progress?.Invoke(sent, total);
            foreach (var path in paths)
                await foreach (var chunk in Send(call.RequestStream, path, cancellation))
                    progress?.Invoke(sent += chunk, total);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException || (e is InvalidOperationException && call.ResponseAsync.IsCompleted))
        {
            // The server has answered before it read everything: its answer says why.
        }
        return await call.ResponseAsync;
    }

    /// <returns>The bytes of each chunk, once it is sent.</returns>
    private static async IAsyncEnumerable<int> Send(
        IClientStreamWriter<ImportDatasetRequest> to, string path,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        var length = file.Length;
        await to.WriteAsync(new ImportDatasetRequest { File = new FileStart { FileName = Path.GetFileName(path), LengthBytes = length } }, cancellation);
        for (var left = length; left > 0;)
        {
            var chunk = new byte[Math.Min(left, ChunkBytes)];
            var read = await file.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellation);
            if (read < chunk.Length) throw new IOException($"'{path}' became shorter while it was read");
            await to.WriteAsync(new ImportDatasetRequest { Chunk = UnsafeByteOperations.UnsafeWrap(chunk) }, cancellation);
            left -= read;
            yield return read;
        }
    }
}
