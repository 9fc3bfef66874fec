namespace ParkUp.Client.Tests.Operations;

/// <summary>An error in full: what happened, to which customer and tag, and what to do next.</summary>
public sealed class ErrorTextTests
{
    private static readonly ParkUpException Conflict = new ConflictException("The service answered 409 Conflict.") { Hint = "See what the customer holds." };

    [Theory]
    [InlineData("T1", "AB12", Operation.Add, Outcome.Rejected, 7, "Line 7: Tag T1 (plate AB12) was not added for customer A1:")]
    [InlineData("T1", null, Operation.Revoke, Outcome.Failed, null, "Tag T1 was not revoked for customer A1:")]
    [InlineData("", "AB12", Operation.Revoke, Outcome.Unknown, 2, "Line 2: The tag for plate AB12 may or may not have been revoked for customer A1:")]
    [InlineData(null, "", Operation.Add, Outcome.Unknown, null, "A tag may or may not have been added for customer A1:")]
    public void A_tag_s_error_names_the_line_the_tag_and_the_customer(string? code, string? plate, Operation operation, Outcome outcome, int? line, string sentence)
    {
        var result = new TagResult { RefId = "A1", Code = code, Plate = plate, Operation = operation, Outcome = outcome, Evidence = Evidence.None, Line = line };

        Assert.Equal(sentence + " The service answered 409 Conflict. See what the customer holds.", ErrorText.Of(result, Conflict));
    }

    [Theory]
    [InlineData(Outcome.Rejected, "Line 7: Customer A1 was not created:")]
    [InlineData(Outcome.Failed, "Line 7: Customer A1 was not created:")]
    [InlineData(Outcome.Unknown, "Line 7: Customer A1 may or may not have been created:")]
    [InlineData(Outcome.Created, "Line 7: Customer A1 was created (CustomerId 42), but these tags still have to be added: T2:CD34 Rejected. Reason:")]
    public void A_customer_s_error_names_the_line_and_the_customer(Outcome outcome, string sentence)
    {
        var added = new TagResult { Code = "T1", Plate = "AB12", Operation = Operation.Create, Outcome = Outcome.Added, Evidence = Evidence.Response };
        var refused = added with { Code = "T2", Plate = "CD34", Outcome = Outcome.Rejected };
        var result = new CustomerResult { RefId = "A1", CustomerId = 42, Tags = new TagResults([added, refused]), Outcome = outcome, Evidence = Evidence.Response, Line = 7 };

        Assert.Equal(sentence + " The service answered 409 Conflict. See what the customer holds.", ErrorText.Of(result, Conflict));
    }

    [Theory]
    [InlineData("A1", "The tags of customer A1 could not be listed: ")]
    [InlineData(" ", "The tags of customer (no RefId) could not be listed: ")]
    [InlineData(null, "The tags of customer (no RefId) could not be listed: ")]
    [InlineData("A\u001b[31m1\u202e", "The tags of customer A[31m1 could not be listed: ")]
    public void A_list_s_error_names_the_customer_harmlessly(string? refId, string sentence) =>
        Assert.StartsWith(sentence, ErrorText.OfList(refId, Conflict), StringComparison.Ordinal);

    [Fact]
    public void A_row_s_own_escape_sequences_are_not_shown()
    {
        var result = new TagResult { RefId = "A\u0007", Code = "T\u001b]0;x", Plate = "P\u202e", Operation = Operation.Add, Outcome = Outcome.Rejected, Evidence = Evidence.None };

        Assert.StartsWith("Tag T]0;x (plate P) was not added for customer A:", ErrorText.Of(result, Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_hint_the_message_stands_alone() => Assert.Equal("Odd.", ErrorText.WithHint(new BadRequestException("Odd.")));

    [Fact]
    public void A_tag_shows_itself_as_it_can_be_typed() => Assert.Equal("T1:AB12", new Tag("T1", "AB12").ToString());
}
