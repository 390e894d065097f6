using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class StandardizationTests
{
    private static readonly OnlineSessionSpec Spec = new() { Model = "m", LearningRate = 0.1, Standardize = true };

    private static OnlineLearner Begin(string layers, int width, OnlineSessionSpec spec) => new(Network.Create(Examples.Architecture(layers, width), 1), spec);

    private static float[] Weights(OnlineLearner learner, string name) => learner.Network.SaveWeights().Single(tensor => tensor.Name == name).Values();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Learn_Stream_TheLayerHasMeanAndPopulationDeviationOfAllSeen(int microBatch)
    {
        using var learner = Begin("\"standardize\", " + Examples.Dense(1, "sigmoid"), 3, Spec with { MicroBatch = microBatch });
        var features = Examples.Floats(200 * 3, 1, scale: 40);
        for (var i = 0; i < 200; i++) (features[i * 3 + 1], features[i * 3 + 2]) = (1e6f + features[i * 3 + 1], 0.3f);

        learner.Learn(features, Examples.Classes(200, 2, 2), new float[200], new float[200]);

        for (var j = 0; j < 2; j++)
        {
            double[] column = [.. Enumerable.Range(0, 200).Select(i => (double)features[i * 3 + j])];
            var mean = column.Average();
            Assert.Equal((float)mean, Weights(learner, "standardize.mean")[j]);
            Golden.Near.One(Math.Sqrt(column.Average(x => (x - mean) * (x - mean))), Weights(learner, "standardize.std")[j], 1e-6);
        }
        Assert.Equal((0.3f, 1f), (Weights(learner, "standardize.mean")[2], Weights(learner, "standardize.std")[2]));
    }

    /// <summary>River's protocol: predicted with the statistics before the example, learned with those after it. By hand, in double.</summary>
    [Fact]
    public void Learn_Logistic_PredictsBeforeAndLearnsAfterTheStatisticsTakeTheExampleIn()
    {
        using var learner = Begin("\"standardize\", " + Examples.Dense(1, "sigmoid"), 2, Spec);
        var (features, targets) = (Examples.Floats(80 * 2, 1, scale: 5), Examples.Classes(80, 2, 2));
        double[] theta = [.. Weights(learner, "dense.weight").Select(value => (double)value), 0];
        var losses = new float[80];

        learner.Learn(features, targets, new float[80], losses);

        var (means, deviations) = (new double[2], new[] { 1.0, 1.0 });
        for (var i = 0; i < 80; i++)
        {
            var p = Probability(i);
            Golden.Near.One(-Math.Log(targets[i] == 1 ? p : 1 - p), losses[i], 1e-4);
            for (var j = 0; j < 2; j++)
            {
                double[] seen = [.. Enumerable.Range(0, i + 1).Select(k => (double)features[k * 2 + j])];
                means[j] = seen.Average();
                var deviation = Math.Sqrt(seen.Average(x => (x - means[j]) * (x - means[j])));
                deviations[j] = deviation > 0 ? deviation : 1;
            }
            var error = Probability(i) - targets[i];
            for (var j = 0; j < 3; j++) theta[j] -= 0.1 * error * Input(i, j);
        }
        Golden.Near.All([.. theta.Take(2).Select(value => (float)value)], Weights(learner, "dense.weight"), 1e-4);

        double Input(int i, int j) => j == 2 ? 1 : (features[i * 2 + j] - means[j]) / deviations[j];
        double Probability(int i) => 1 / (1 + Math.Exp(-Enumerable.Range(0, 3).Sum(j => theta[j] * Input(i, j))));
    }

    [Fact]
    public void Learn_WildExample_IsNotTakenIntoTheStatistics()
    {
        using var learner = Begin("\"standardize\", " + Examples.Dense(1, "linear"), 2, Spec with { LearningRate = 0.001 });
        learner.Learn(Examples.Floats(20, 1), Examples.Floats(10, 2), new float[10], new float[10]);
        var before = learner.Network.SaveWeights();

        learner.Learn([3e38f, 3e38f], [-3e38f], new float[1], new float[1]);

        Examples.AssertSameBits(before, learner.Network.SaveWeights());
        Assert.Equal(1, learner.Metrics["skipped_updates"]);
    }

    [Fact]
    public void Constructor_FirstLayerIsAnother_SaysWhichAndWhatToDo()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => Begin(Examples.Dense(1, "sigmoid"), 2, Spec));

        Assert.Equal(["standardize"], e.Violations.Select(violation => violation.Field));
        Assert.Contains("the first layer, 'dense', is of kind dense; put \"standardize\" before it", e.Message);
    }
}
