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
            Drift = { new DriftState { Detector = "adwin", State = "none", Drifts = 2, LastDrift = 4, Action = DriftAction.ResetHead }, new DriftState { Detector = "ddm", State = "warning", Warnings = 1 } },
        });

        Assert.Equal((5, 5, "ab", "open"), ((long?)json["examples"], (long?)json["last_sequence"], (string?)json["weights_sha256"], (string?)json["state"]));
        Assert.Equal("""{"accuracy":0.5}""", json["metrics"]!.ToJsonString());
        Assert.Equal(
            """[{"detector":"adwin","state":"none","drifts":2,"last_drift":4,"warnings":0,"action":"reset-head"},{"detector":"ddm","state":"warning","drifts":0,"last_drift":null,"warnings":1,"action":"report"}]""",
            json["drift"]!.ToJsonString());
    }
}
