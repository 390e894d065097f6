using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Catalog;
using DistributedDL.Gateway.Tests.Hosting;

namespace DistributedDL.Gateway.Tests.Catalog;

public sealed class PagingTests(GatewayHost host)
{
    [Fact]
    public void Parse_Nothing_IsTheFirstHundred() => Assert.Equal((null, 100), Paging.Parse(0, ""));

    [Fact]
    public void Parse_OwnToken_GoesOnAfterIt() => Assert.Equal(("digits-2", 7), Paging.Parse(7, Paging.Token("digits-2")));

    [Theory]
    [InlineData(-1, "", "page_size")]
    [InlineData(1_001, "", "page_size")]
    [InlineData(1, "not a token!", "page_token")]
    public void Parse_BadInput_NamesTheField(int size, string token, string field) =>
        Assert.Equal([field], Assert.Throws<InvalidArgumentException>(() => Paging.Parse(size, token)).Violations.Select(violation => violation.Field));

    [Fact]
    public async Task List_PageAfterPage_GivesEachOnceInOrderWithoutTheDeleted()
    {
        var client = new DatasetService.DatasetServiceClient(host.Channel);
        List<string> names = [];
        var token = "";
        do
        {
            var page = await client.ListDatasetsAsync(new ListDatasetsRequest { PageSize = 60, PageToken = token });
            names.AddRange(page.Datasets.Select(dataset => dataset.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"n{i:000}").Where(name => name != "n003"), names);
    }
}
