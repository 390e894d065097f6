using Google.Protobuf;
using Grpc.Core;
using Wire = DistributedDL.Client.Datasets;

namespace DistributedDL.Client.Tests.Datasets;

/// <summary>Keeps what is uploaded, or refuses after some bytes.</summary>
public sealed class ScriptedDatasets : Wire.DatasetService.DatasetServiceBase
{
    public Wire.ImportSpec? Spec { get; private set; }

    public List<(Wire.FileStart Start, List<ByteString> Chunks)> Files { get; } = [];

    public long RefuseAfterBytes { get; set; } = long.MaxValue;

    public bool Cancelled { get; private set; }

    public override async Task<Wire.DatasetVersion> Import(IAsyncStreamReader<Wire.ImportDatasetRequest> requests, ServerCallContext context)
    {
        var received = 0L;
        try
        {
            while (await requests.MoveNext(context.CancellationToken))
            {
                switch (requests.Current.PartCase)
                {
                    case Wire.ImportDatasetRequest.PartOneofCase.Spec: Spec = requests.Current.Spec; break;
                    case Wire.ImportDatasetRequest.PartOneofCase.File: Files.Add((requests.Current.File, [])); break;
                    default: Files[^1].Chunks.Add(requests.Current.Chunk); received += requests.Current.Chunk.Length; break;
                }
                if (received >= RefuseAfterBytes) throw new RpcException(new Status(StatusCode.AlreadyExists, "a dataset 'd' exists already"));
            }
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested)
        {
            Cancelled = true;
            throw;
        }
        return new Wire.DatasetVersion { Dataset = Spec!.Name, Version = 1 };
    }
}
