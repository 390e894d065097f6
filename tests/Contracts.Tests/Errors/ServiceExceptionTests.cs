using DistributedDL.Contracts.Errors;

namespace DistributedDL.Contracts.Tests.Errors;

public sealed class ServiceExceptionTests
{
    [Fact]
    public void InvalidArgument_SeveralFaults_SaysAllAndCrossesWhole()
    {
        var fault = Cross(new InvalidArgumentException([new("epochs", "0 is not from 1 to 1,000,000"), new("optimizer", "'adm' is unknown")]));

        Assert.Equal("epochs: 0 is not from 1 to 1,000,000; optimizer: 'adm' is unknown", fault.Message);
        Assert.Equal([new("epochs", "0 is not from 1 to 1,000,000"), new FieldViolation("optimizer", "'adm' is unknown")], fault.Violations);
    }

    [Fact]
    public void ThrowIfAny_NoFault_DoesNothing() => InvalidArgumentException.ThrowIfAny([]);

    [Fact]
    public void ThrowIfAny_Faults_ThrowsThemAll()
    {
        var fault = Assert.Throws<InvalidArgumentException>(() => InvalidArgumentException.ThrowIfAny([new("a", "1"), new("b", "2")]));

        Assert.Equal(2, fault.Violations.Count);
    }

    [Fact]
    public void SequenceGap_Crossing_KeepsWhatTheCallerActsOn()
    {
        var fault = Cross(new SequenceGapException("s", lastDurableSequence: 41, received: 50));

        Assert.Equal(("s", 41, 50), (fault.Session, fault.LastDurableSequence, fault.Received));
        Assert.Equal("session 's': sequence 50 was sent, 42 is expected", fault.Message);
    }

    [Fact]
    public void Overloaded_Crossing_KeepsWhenToTryAgain()
    {
        var fault = Cross(new OverloadedException("the queue of lane 'training'", TimeSpan.FromMilliseconds(250)));

        Assert.Equal(TimeSpan.FromMilliseconds(250), fault.RetryAfter);
        Assert.Equal("the queue of lane 'training' is full; try again in 0.25 s", fault.Message);
    }

    [Fact]
    public void StoreUnavailable_Crossing_KeepsWhenToTryAgainAndIsFoundInAChain()
    {
        var fault = Cross(new StoreUnavailableException("no answer", TimeSpan.FromSeconds(2)));

        Assert.Equal(("no answer", TimeSpan.FromSeconds(2)), (fault.Reason, fault.RetryAfter));
        Assert.Equal("the blob store is unavailable: no answer; try again in 2 s", fault.Message);
        Assert.Same(fault, StoreUnavailableException.In(new InvalidOperationException("outer", fault)));
        Assert.Null(StoreUnavailableException.In(new InvalidOperationException("outer")));
    }

    [Fact]
    public void CorruptBlob_Crossing_NamesTheBlob()
    {
        var fault = Cross(new CorruptBlobException("tensors/ab12", "it has 10 bytes, 20 were written"));

        Assert.Equal(("tensors/ab12", "it has 10 bytes, 20 were written"), (fault.Blob, fault.Detail));
    }

    [Fact]
    public void Precondition_Crossing_KeepsSubjectAndReason()
    {
        var fault = Cross(new PreconditionException("run 'r'", "it is under way"));

        Assert.Equal(("run 'r'", "it is under way", "run 'r': it is under way"), (fault.Subject, fault.Reason, fault.Message));
    }

    [Fact]
    public void ResourceNotFoundAndExists_Crossing_KeepKindAndName()
    {
        var missing = Cross(new ResourceNotFoundException("model", "net"));
        var taken = Cross(new ResourceExistsException("model", "net"));

        Assert.Equal(("model", "net", "there is no model 'net'"), (missing.Kind, missing.Name, missing.Message));
        Assert.Equal(("model", "net", "a model 'net' exists already"), (taken.Kind, taken.Name, taken.Message));
    }

    [Fact]
    public void ResourceExists_KindThatBeginsWithAVowel_HasItsArticle() =>
        Assert.Equal("an online session 's' exists already", new ResourceExistsException("online session", "s").Message);

    private static T Cross<T>(T fault) where T : ServiceException
    {
        var crossed = Assert.IsType<T>(RoundTrip.Of<Exception>(fault));
        Assert.Equal(fault.Message, crossed.Message);
        return crossed;
    }
}
