using System.Runtime.CompilerServices;
using DistributedDL.Client.Errors;
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
    /// <exception cref="RpcException">The server refused; see <see cref="ServiceFailure"/>.</exception>
    [OverloadResolutionPriority(1)]
    public static async Task<DatasetVersion> Import(
        DistributedDLClient client,
        ImportSpec spec,
        IReadOnlyList<string> paths,
        Action<long, long>? progress = null,
        CancellationToken cancellation = default) =>
        await Import(client, spec, [.. paths.Select(path => new DatasetFile(path))], progress, cancellation);

    /// <inheritdoc cref="Import(DistributedDLClient, ImportSpec, IReadOnlyList{string}, Action{long, long}, CancellationToken)"/>
    public static async Task<DatasetVersion> Import(
        DistributedDLClient client,
        ImportSpec spec,
        IReadOnlyList<DatasetFile> files,
        Action<long, long>? progress = null,
        CancellationToken cancellation = default)
    {
        var paths = files.Select(file => file.Path).ToList();
        if (paths.Count == 0) throw new ArgumentException("no file was given", nameof(files));
        var missing = paths.Where(path => !File.Exists(path)).ToList();
        if (missing.Count > 0) throw new FileNotFoundException($"no such file: {string.Join(", ", missing)}", missing[0]);

        using var call = client.Datasets.Import(cancellationToken: cancellation);
        var total = paths.Sum(path => new FileInfo(path).Length);
        var sent = 0L;
        var open = await Write(call.RequestStream, new ImportDatasetRequest { Spec = spec }, cancellation);
        progress?.Invoke(sent, total);
        foreach (var file in files.TakeWhile(_ => open))
            open = await Send(call.RequestStream, file, read => progress?.Invoke(sent += read, total), cancellation);
        if (open) await Complete(call.RequestStream);
        return await call.ResponseAsync;
    }

    /// <returns>False when the server has answered before it read everything.</returns>
    private static async Task<bool> Send(
        IClientStreamWriter<ImportDatasetRequest> to, DatasetFile given, Action<int> sent, CancellationToken cancellation)
    {
        var path = given.Path;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        var length = file.Length;
        var start = new FileStart { FileName = given.Name, LengthBytes = length, Split = given.Split ?? "" };
        if (!await Write(to, new ImportDatasetRequest { File = start }, cancellation)) return false;
        for (var left = length; left > 0;)
        {
            var chunk = new byte[Math.Min(left, ChunkBytes)];
            var read = await file.ReadAtLeastAsync(chunk, chunk.Length, throwOnEndOfStream: false, cancellation);
            if (read < chunk.Length) throw new IOException($"'{path}' became shorter while it was read");
            if (!await Write(to, new ImportDatasetRequest { Chunk = UnsafeByteOperations.UnsafeWrap(chunk) }, cancellation)) return false;
            left -= read;
            sent(read);
        }
        return true;
    }

    private static async Task<bool> Write(IClientStreamWriter<ImportDatasetRequest> to, ImportDatasetRequest request, CancellationToken cancellation)
    {
        try
        {
            await to.WriteAsync(request, cancellation);
            return true;
        }
        catch (Exception e) when (StreamEnd.IsToldToReader(e) && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task Complete(IClientStreamWriter<ImportDatasetRequest> to)
    {
        try
        {
            await to.CompleteAsync();
        }
        catch (Exception e) when (StreamEnd.IsToldToReader(e))
        {
            // The answer tells it.
        }
    }
}
