using System.Text.Json;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace DistributedDL.Silo.Training;

/// <summary>A job in the form in which a run's state is stored, to give it to ranks on other silos.</summary>
internal sealed class TrainingJobJson(IOptions<SystemTextJsonGrainStorageSerializerOptions> options)
{
    public string Write(TrainingJob job) => JsonSerializer.Serialize(job, options.Value.JsonSerializerOptions);

    /// <exception cref="JsonException">Not a job.</exception>
    public TrainingJob Read(string json) =>
        JsonSerializer.Deserialize<TrainingJob>(json, options.Value.JsonSerializerOptions) ?? throw new JsonException("the job is null");
}
