using DistributedDL.Cli.OnlineLearning;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Tests.OnlineLearning;

public sealed class SessionJsonTests
{
    [Fact]
    public void Of_Session_HasTheFixedKeys()
    {
        var json = SessionJson.Of(new OnlineSession
        {
            Session = "s", State = SessionState.Open, Spec = new OnlineSessionSpec { Model = "net" },
            Examples = 5, LastSequence = 5, WeightsSha256 = "ab", Metrics = { ["accuracy"] = 0.5 },
        });

        Assert.Equal((5, 5, "ab", "open"), ((long?)json["examples"], (long?)json["last_sequence"], (string?)json["weights_sha256"], (string?)json["state"]));
        Assert.Equal("""{"accuracy":0.5}""", json["metrics"]!.ToJsonString());
        Assert.True(json.ContainsKey("drift"));
    }
}
