using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class TextReachTests
{
    private const string Writer = """
        recipe: writing
        data:
          plays:
            text: plays.txt
            vocabulary: characters
            window: { steps: 8, target: each_next }
        networks:
          reader:
            input: [8]
            layers:
              - embedding: { vocabulary: 4, units: 2 }
              - gru: { units: 4, return_sequences: true }
              - dense: { units: 4, activation: softmax }
        steps:
          - train: writer
            network: reader
            data: plays
            epochs: 1
          - generate: writer
            start: "ROM"
            tokens: 5
        show:
          - generated: { model: writer }
        """;

    [Fact]
    public void Parse_StartShorterThanAWindow_IsFineWhereEachStepIsPredicted() => Assert.Equal(2, RecipeFile.Parse("r.yaml", Writer).Steps.Count);

    [Theory]
    [InlineData("target: each_next", "target: next", "steps[1].start: has 3 characters; writer predicts after whole windows, of 8")]
    [InlineData("characters", "words", "steps[1].generate: writer does not predict characters: its data need 'text' and a vocabulary of characters")]
    [InlineData("return_sequences: true", "return_sequences: true, bidirectional: true", "steps[1].generate: writer has a bidirectional layer, which sees the characters that it is to say")]
    [InlineData("    tokens: 5", "    tokens: 5\n  - generate: writer\n    start: R\n    tokens: 1", "steps[2].generate: a step above lets writer write already; one text a model is kept")]
    [InlineData("  - generate: writer\n    start: \"ROM\"\n    tokens: 5\n", "", "show[0].generated: there is nothing to show; a step 'generate: writer' makes it")]
    [InlineData("generated: {", "next_letters: {", "show[0].next_letters: there is nothing to show; a step 'next_letters: writer' makes it")]
    public void Parse_WhatTheModelCannotWrite_SaysWhy(string old, string replacement, string said)
    {
        Assert.Contains(old, Writer, StringComparison.Ordinal);

        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", Writer.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Equal(said, Assert.Single(e.Details));
    }

    [Theory]
    [InlineData("tokens: 5", "tokens: 5\n    temperature: 10.5", "steps[1].temperature: line 22, column 18: '10.5' is not a number from 0 to 10")]
    [InlineData("tokens: 5", "tokens: 5\n    temperature: -1", "steps[1].temperature: line 22, column 18: '-1' is not a number from 0 to 10")]
    [InlineData("tokens: 5", "tokens: 0", "steps[1].tokens: line 21, column 13: '0' is not a whole number from 1 to 100,000")]
    [InlineData("\"ROM\"", "\"\"", "steps[1].start: line 20, column 12: is empty; the model needs a character to go on from")]
    public void Parse_SettingOutOfBounds_NamesPlaceValueAndBound(string old, string replacement, string said)
    {
        var e = Assert.Throws<CommandFailedException>(() => RecipeFile.Parse("r.yaml", Writer.Replace(old, replacement, StringComparison.Ordinal)));

        Assert.Equal(said, Assert.Single(e.Details));
    }
}
