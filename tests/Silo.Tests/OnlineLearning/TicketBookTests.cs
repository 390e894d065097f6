using DistributedDL.Contracts.Errors;
using DistributedDL.Silo.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

public sealed class TicketBookTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TicketBook _book = new("s");

    [Fact]
    public void FindNew_AfterTheExpiry_NamesTheTime()
    {
        Issue("a", Noon, hours: 1);

        Assert.Equal([0], _book.FindNew(["a"], [1], Noon.AddHours(1)));
        var expired = Assert.Throws<PreconditionException>(() => _book.FindNew(["a"], [1], Noon.AddHours(1).AddSeconds(1)));
        Assert.Contains("expired at 2024-05-01T13:00:00Z", expired.Reason, StringComparison.Ordinal);

        // Another ticket's issue drops it, and it is still known to have expired.
        Issue("b", Noon.AddHours(2), hours: 1);
        Assert.Equal(["b"], _book.Open.Select(ticket => ticket.Id));
        Assert.Contains("13:00:00Z", Assert.Throws<PreconditionException>(() => _book.FindNew(["a"], [1], Noon)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Issue_ClockMovedBack_LosesNothing()
    {
        Issue("a", Noon, hours: 1);
        Issue("b", Noon.AddDays(-30), hours: 1);

        Assert.Equal(["a", "b"], _book.Open.Select(ticket => ticket.Id));
        Assert.Equal([0, 1], _book.FindNew(["a", "b"], [1, 1], Noon.AddDays(-30)));
        Assert.Equal([0], _book.FindNew(["a"], [1], Noon.AddMinutes(30)));
    }

    [Fact]
    public void CheckRoom_Expired_CountNoMore()
    {
        Issue("a", Noon, hours: 1);
        Assert.Throws<OverloadedException>(() => _book.CheckRoom(1, most: 1, Noon.AddMinutes(59)));
        _book.CheckRoom(1, most: 1, Noon.AddHours(2));
    }

    [Fact]
    public void Take_MoreThanAreRemembered_ForgetsTheOldest()
    {
        for (var i = 0; i <= TicketBook.MostClosed; i++)
        {
            Issue($"t{i}", Noon, hours: 1);
            Assert.Equal([i], _book.Take(new LateExamples(Noon, [$"t{i}"], [1]))[0].Features);
        }

        Assert.Throws<ResourceNotFoundException>(() => _book.FindNew(["t0"], [1], Noon));
        Assert.Empty(_book.FindNew(["t1"], [1], Noon));

        void Issue(string id, DateTimeOffset at, int hours) => _book.Issue([id], new TicketsIssued(at, at.AddHours(hours), 1, [float.Parse(id[1..], System.Globalization.CultureInfo.InvariantCulture)], [0.5f]));
    }

    private void Issue(string id, DateTimeOffset at, int hours) => _book.Issue([id], new TicketsIssued(at, at.AddHours(hours), 1, [1], [0.5f]));
}
