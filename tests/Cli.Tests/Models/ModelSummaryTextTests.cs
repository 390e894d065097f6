using DistributedDL.Cli.Models;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Tests.Models;

public sealed class ModelSummaryTextTests
{
    [Fact]
    public void Write_TwoLayers_HasShapesCountsAndTotals()
    {
        var summary = new ModelSummary
        {
            Model = "net",
            Input = { 64 },
            Parameters = 4_820,
            TrainableParameters = 4_810,
            Layers =
            {
                new LayerSummary { Name = "body", Kind = "dense", OutputShape = { 64 }, Parameters = 4_160, TrainableParameters = 4_160 },
                new LayerSummary { Name = "head", Kind = "dense", OutputShape = { 10 }, Parameters = 650, TrainableParameters = 650 },
            },
        };

        Assert.Equal("""
            Model net, input [64]

              LAYER  KIND   OUTPUT SHAPE  PARAM #
              body   dense  [batch, 64]     4,160
              head   dense  [batch, 10]       650

              Parameters:     4,820
              Trainable:      4,810
              Not trainable:     10

            """.ReplaceLineEndings("\n"), Ddl.Text(output => ModelSummaryText.Write(output, summary)));
    }
}
