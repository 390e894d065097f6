using DistributedDL.Cli.OnlineLearning;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Tests.OnlineLearning;

public sealed class DriftOptionTests
{
    [Fact]
    public void TryParse_EachForm_IsTheDetector()
    {
        Assert.Equal(new DriftDetector { Detector = "adwin" }, DriftOption.TryParse("adwin", out _));
        Assert.Equal(new DriftDetector { Detector = "ddm", Action = DriftAction.RaiseLearningRate, Examples = 300 }, DriftOption.TryParse("ddm:raise-learning-rate:300", out _));
        Assert.Equal(new DriftDetector { Detector = "page_hinkley", Action = DriftAction.RollBack, Version = 2 }, DriftOption.TryParse("page_hinkley:roll-back:2", out _));
        Assert.Equal(
            new DriftDetector { Detector = "adwin", Parameters = """{"delta": 0.01}""", Action = DriftAction.ResetHead },
            DriftOption.TryParse("""{"detector": "adwin", "parameters": "{\"delta\": 0.01}", "action": "DRIFT_ACTION_RESET_HEAD"}""", out _));
    }

    [Theory]
    [InlineData("adwin:sleep", "'sleep' is none of report, raise-learning-rate, reset-head, roll-back")]
    [InlineData("adwin:roll-back", "roll-back needs a version, as in roll-back:1")]
    [InlineData("adwin:roll-back:0", "'0' is not a whole number of at least 1")]
    [InlineData("adwin:reset-head:3", "reset-head takes no number")]
    [InlineData("a:b:c:d", "it has more than three parts, KIND:ACTION:N")]
    [InlineData("""{"detector": 1""", "")]
    public void TryParse_OtherForm_SaysWhatIsWrong(string text, string expected)
    {
        Assert.Null(DriftOption.TryParse(text, out var fault));
        Assert.NotEmpty(fault);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongAction_IsWrongUsage()
    {
        var (code, _, error) = await Ddl.Run("session open s --model net --drift adwin:sleep");

        Assert.Equal(2, code);
        Assert.Contains("--drift: 'adwin:sleep': 'sleep' is none of", error, StringComparison.Ordinal);
    }
}
