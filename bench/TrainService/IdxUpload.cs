using System.Buffers.Binary;
using DistributedDL.Bench.Networks;
using DistributedDL.Client.Datasets;
using Google.Protobuf;
using Grpc.Net.Client;

namespace DistributedDL.Bench.TrainService;

/// <summary>Imports examples as images of bytes in the IDX form.</summary>
internal static class IdxUpload
{
    private const int ChunkBytes = 1 << 20;

    /// <param name="shape">Of one image; 28×28 when null.</param>
    public static Task Import(GrpcChannel channel, string name, SyntheticExamples examples, int[]? shape = null) =>
        Import(new DatasetService.DatasetServiceClient(channel), name, examples, shape);

    public static async Task Import(DatasetService.DatasetServiceClient client, string name, SyntheticExamples examples, int[]? shape = null)
    {
        shape ??= [28, 28];
        using var call = client.Import();
        await call.RequestStream.WriteAsync(new ImportDatasetRequest { Spec = new ImportSpec { Name = name, Format = DataFormat.Idx, Target = TargetKind.Class } });
        await Send(call.RequestStream, "train-images-idx3-ubyte", [.. Header(0x801 + shape.Length, [examples.Count, .. shape]), .. examples.Features.Select(value => (byte)(255 * value))]);
        await Send(call.RequestStream, "train-labels-idx1-ubyte", [.. Header(0x801, examples.Count), .. examples.Targets.Select(value => (byte)value)]);
        await call.RequestStream.CompleteAsync();
        await call;
    }

    private static async Task Send(Grpc.Core.IClientStreamWriter<ImportDatasetRequest> to, string fileName, byte[] content)
    {
        await to.WriteAsync(new ImportDatasetRequest { File = new FileStart { FileName = fileName, LengthBytes = content.Length } });
        for (var at = 0; at < content.Length; at += ChunkBytes)
            await to.WriteAsync(new ImportDatasetRequest { Chunk = ByteString.CopyFrom(content, at, Math.Min(ChunkBytes, content.Length - at)) });
    }

    /// <summary>Magic number and sizes, big-endian.</summary>
    private static byte[] Header(int magic, params int[] sizes)
    {
        int[] numbers = [magic, .. sizes];
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
        return bytes;
    }
}
