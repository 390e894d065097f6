using System.Security.Cryptography;
using DistributedDL.Client.Models;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Gateway.Datasets;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway.Models;

/// <summary>The weights of versions out of the service and into it, without holding a file in memory.</summary>
internal sealed class WeightsTransfer(IGrainFactory grains, IBlobStore store, UploadArea uploads, IOptions<GatewayOptions> options)
{
    private const int ChunkBytes = 256 << 10;

    private readonly TensorStore _snapshots = new(store, TensorStore.Snapshots);

    /// <exception cref="CorruptBlobException">The stored weights are missing or damaged; the stream ends with it, whatever went before.</exception>
    public async Task Export(ModelVersionReport version, IServerStreamWriter<ExportVersionResponse> responses, CancellationToken cancellation)
    {
        var blob = _snapshots.BlobOf(version.WeightsSha256);
        await using var content = await Open(blob, cancellation);
        var file = new WeightsFile { Model = version.Model, Version = version.Version, Sha256 = version.WeightsSha256, LengthBytes = content.Length };
        await responses.WriteAsync(new ExportVersionResponse { File = file }, cancellation);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkBytes];
        int read;
        while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)) > 0)
        {
            digest.AppendData(buffer, 0, read);
            await responses.WriteAsync(new ExportVersionResponse { Chunk = ByteString.CopyFrom(buffer, 0, read) }, cancellation);
        }
        var found = Convert.ToHexStringLower(digest.GetHashAndReset());
        if (found != version.WeightsSha256) throw new CorruptBlobException(blob, $"it has SHA-256 {found}");
    }

    /// <summary>(1) The spec is checked, (2) the file goes to the store, (3) the model reads it, (4) it is removed.</summary>
    public async Task<ModelVersionReport> Import(IAsyncStreamReader<ImportVersionRequest> requests, CancellationToken cancellation)
    {
        // (1)
        if (!await requests.MoveNext(cancellation) || requests.Current.Spec is not { } spec)
            throw new InvalidArgumentException("spec", "the first message must be the spec");
        var violations = new List<FieldViolation>();
        ResourceName.Check("spec.name", spec.Name, violations);
        var architecture = spec.Architecture.ToContract(violations);
        var most = Math.Min(options.Value.MaxUploadBytes, Array.MaxLength);
        if (spec.LengthBytes < 1 || spec.LengthBytes > most) violations.Add(new("spec.length_bytes", $"{spec.LengthBytes} is not within 1 to {most}"));
        InvalidArgumentException.ThrowIfAny(violations);
        var upload = uploads.NewId();
        try
        {
            // (2)
            var file = new UploadedFile(spec.FileName, UploadArea.Blob(upload, 0), spec.LengthBytes);
            await using (var content = new ChunkStream(requests, spec.LengthBytes))
                await store.Put(file.Blob, content, BlobCondition.Absent, cancellation);
            // (3)
            return await grains.GetGrain<IModel>(spec.Name).Import(architecture, file, !spec.NoPromote, cancellation);
        }
        finally
        {
            // (4)
            await uploads.Remove(upload);
        }
    }

    private async Task<Stream> Open(string blob, CancellationToken cancellation)
    {
        try
        {
            return await store.OpenRead(blob, cancellation);
        }
        catch (BlobNotFoundException)
        {
            throw new CorruptBlobException(blob, "it is missing");
        }
    }
}
