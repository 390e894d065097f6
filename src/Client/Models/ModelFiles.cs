using System.Security.Cryptography;
using DistributedDL.Client.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DistributedDL.Client.Models;

/// <summary>Weights of versions to and from safetensors files on this machine.</summary>
public static class ModelFiles
{
    private const int ChunkBytes = 256 << 10;

    /// <summary>Writes a version's weights; the file is there whole, or not at all.</summary>
    /// <param name="version">The live one when 0.</param>
    /// <exception cref="IOException">The file cannot be written, or other bytes came than the version has.</exception>
    /// <exception cref="RpcException">The server refused; see <see cref="ServiceFailure"/>.</exception>
    public static async Task<WeightsFile> Export(
        DistributedDLClient client, string model, int version, string path, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        using var call = client.Models.ExportVersion(new ExportVersionRequest { Name = model, Version = version }, cancellationToken: cancellation);
        if (!await call.ResponseStream.MoveNext(cancellation) || call.ResponseStream.Current.File is not { } file)
            throw new IOException("the server sent no file");
        var part = $"{path}.part";
        try
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var to = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 0, useAsync: true))
            {
                while (await call.ResponseStream.MoveNext(cancellation))
                {
                    var chunk = call.ResponseStream.Current.Chunk.Memory;
                    digest.AppendData(chunk.Span);
                    await to.WriteAsync(chunk, cancellation);
                    progress?.Invoke(to.Position, file.LengthBytes);
                }
            }
            if (Convert.ToHexStringLower(digest.GetHashAndReset()) != file.Sha256) throw new IOException("other bytes came than the version has");
            File.Move(part, path, overwrite: true);
            return file;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>Makes a version of a safetensors file, whole or not at all.</summary>
    /// <param name="progress">Told the bytes sent so far and the bytes in all.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="RpcException">The server refused; see <see cref="ServiceFailure"/>.</exception>
    public static async Task<ModelVersion> Import(
        DistributedDLClient client, ImportVersionSpec spec, string path, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);
        using var call = client.Models.ImportVersion(cancellationToken: cancellation);
        var announced = new ImportVersionSpec(spec) { FileName = Path.GetFileName(path), LengthBytes = file.Length };
        try
        {
            await call.RequestStream.WriteAsync(new ImportVersionRequest { Spec = announced }, cancellation);
            var buffer = new byte[ChunkBytes];
            int read;
            while ((read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0)
            {
                await call.RequestStream.WriteAsync(new ImportVersionRequest { Chunk = ByteString.CopyFrom(buffer, 0, read) }, cancellation);
                progress?.Invoke(file.Position, file.Length);
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (StreamEnd.IsToldToReader(e) && !cancellation.IsCancellationRequested)
        {
            // The answer tells it.
        }
        return await call.ResponseAsync;
    }
}
