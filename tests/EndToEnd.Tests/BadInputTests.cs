namespace DistributedDL.EndToEnd.Tests;

/// <summary>What goes wrong says so: one sentence, the right exit code, nothing half-created.</summary>
public sealed class BadInputTests(ServedFixture served) : IClassFixture<ServedFixture>
{
    [Theory]
    [InlineData("1,2\n3,x\n", "line 2")]
    [InlineData("a,b,c\n1,2,0\n3,4\n", "3")]
    [InlineData("a,b\n", "d")]
    public async Task Import_WrongRows_NamesTheRowAndLeavesNothing(string csv, string said)
    {
        var file = served.Folder.Write("bad.csv", csv);

        var error = (await served.Server.Run("dataset", "import", "bad", file, "--target", "value")).Failed();

        Assert.Contains("bad.csv", error, StringComparison.Ordinal);
        Assert.Contains(said.Replace("line ", "row ", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Contains("bad", (await served.Server.Run("dataset", "show", "bad")).Failed(), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(served.Folder.Data, "*", SearchOption.AllDirectories),
            path => path.Contains("/uploads/", StringComparison.Ordinal) || path.Contains("/datasets/bad/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("-x")]
    [InlineData("with space")]
    public async Task Create_BadName_IsRefusedWithTheRule(string name)
    {
        var error = (await served.Server.Run("model", "create", "--spec", Ddl.DigitsNet, "--", name)).Failed();

        Assert.Contains("a name has 1 to 200 characters", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NameOf201Characters_IsRefused() =>
        Assert.Contains("201 characters", (await served.Server.Run("model", "create", new string('x', 201), "--spec", Ddl.DigitsNet)).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task Create_NameThatExists_IsRefused() =>
        Assert.Contains("exists already", (await served.Server.Run("model", "create", "net", "--spec", Ddl.DigitsNet)).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task Import_NameThatExists_IsRefused() =>
        Assert.Contains("exists already", (await served.Server.Run("dataset", "import", "digits", Ddl.Digits)).Failed(), StringComparison.Ordinal);

    [Theory]
    [InlineData("dens: { units: 2 }", "dens")]
    [InlineData("dense: { units: 0 }", "units")]
    [InlineData("dense: { units: -5 }", "-5")]
    [InlineData("dense: { units: 2, activation: rely }", "rely")]
    [InlineData("dense: { unit: 2 }", "unit")]
    public async Task Create_LayerThatIsNone_NamesWhatIsWrong(string layer, string said)
    {
        var spec = served.Folder.Write("bad.yaml", $"input: [4]\nlayers:\n  - {layer}\n");

        var error = (await served.Server.Run("model", "create", "bad", "--spec", spec)).Failed();

        Assert.Contains("layers[0]", error, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
        (await served.Server.Run("model", "show", "bad")).Failed();
    }

    [Theory]
    [InlineData("1,2,3", "3")]
    [InlineData("1,2", "2")]
    public async Task Predict_WrongFeatures_SaysHowManyAreTaken(string row, string given)
    {
        var error = (await served.Server.Run("predict", "net", "--row", row)).Failed();

        Assert.Contains("64", error, StringComparison.Ordinal);
        Assert.Contains(given, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_NotANumber_IsRefused()
    {
        var row = string.Join(',', Enumerable.Repeat("1", 63).Append("inf"));

        Assert.Contains("features", (await served.Server.Run("predict", "net", "--row", row.Replace("inf", "Infinity", StringComparison.Ordinal))).Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_UnknownLabel_NamesIt()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 4).Select(i => string.Join(',', Enumerable.Repeat("1", 64)) + (i < 2 ? ",cat" : ",dog")));
        await served.Server.Json("dataset", "import", "pets", served.Folder.Write("pets.csv", rows), "--test-rows", "2");

        var error = (await served.Server.Run("evaluate", "net", "--dataset", "pets")).Failed();

        Assert.Contains("dog", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimizer", "adm", "adam")]
    [InlineData("--loss", "mse2", "mse2")]
    [InlineData("--learning-rate", "-1", "-1")]
    public async Task Train_WrongSetting_NamesValueAndWhatIsKnown(string option, string value, string said) =>
        Assert.Contains(said, (await served.Server.Run("train", "net", "--dataset", "digits", "--epochs", "1", option, value)).Failed(), StringComparison.Ordinal);

    [Theory]
    [InlineData("evaluate", "nosuch", "--dataset", "digits")]
    [InlineData("evaluate", "net@99", "--dataset", "digits")]
    [InlineData("evaluate", "net", "--dataset", "nosuch")]
    [InlineData("train", "nosuch", "--dataset", "digits", "--epochs", "1")]
    [InlineData("runs", "show", "nosuch")]
    [InlineData("session", "show", "nosuch")]
    [InlineData("model", "promote", "net", "99")]
    [InlineData("model", "delete", "nosuch")]
    [InlineData("dataset", "delete", "nosuch")]
    public async Task AnyCommand_WhatIsNotThere_IsNamed(params string[] arguments)
    {
        var error = (await served.Server.Run(arguments)).Failed();

        Assert.True(error.Contains("nosuch", StringComparison.Ordinal) || error.Contains("99", StringComparison.Ordinal), error);
    }

    [Fact]
    public async Task Rollback_NothingBefore_SaysWhy() =>
        Assert.Contains("net", (await served.Server.Run("model", "rollback", "net")).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task AnyCommand_HttpPortInsteadOfGrpc_SaysSo() =>
        Assert.Contains("not the gRPC port", (await Ddl.Run(served.Server.Http, "model", "list")).Failed(), StringComparison.Ordinal);
}
