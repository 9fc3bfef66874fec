using System.Text;
using FsCheck.Xunit;

namespace ParkUp.Sandbox.Tests;

public class ValidationTests
{
    private const string Good = """{"email":"a@b.c","phone":"+56975880800","name":"J","lastname":"D","isUnlimited":true,"refId":"A","tags":[{"code":"C","plate":"P"}]}""";

    private readonly TestSandbox _sandbox = new();

    [Theory]
    [InlineData("\"email\":\"a@b.c\",", "", "email must be a string")]
    [InlineData("\"a@b.c\"", "7", "email must be a string")]
    [InlineData("\"a@b.c\"", "null", "email must be a string")]
    [InlineData("\"a@b.c\"", "\"\"", "email should not be empty")]
    [InlineData("\"a@b.c\"", "\"ab.c\"", "email must be an email")]
    [InlineData("\"phone\":\"+56975880800\",", "", "phone must be a string")]
    [InlineData("\"+56975880800\"", "56975880800", "phone must be a string")]
    [InlineData("\"+56975880800\"", "\"\"", "phone should not be empty")]
    [InlineData("\"+56975880800\"", "\"12345\"", "phone must be a valid phone number")]
    [InlineData("\"+56975880800\"", "\"123456789012345678901\"", "phone must be a valid phone number")]
    [InlineData("\"+56975880800\"", "\"555-ASK\"", "phone must be a valid phone number")]
    [InlineData("\"name\":\"J\"", "\"name\":null", "name must be a string")]
    [InlineData("\"name\":\"J\"", "\"name\":1", "name must be a string")]
    [InlineData("\"lastname\":\"D\"", "\"lastname\":null", "lastname must be a string")]
    [InlineData("\"isUnlimited\":true,", "", "isUnlimited must be a boolean value")]
    [InlineData("\"isUnlimited\":true", "\"isUnlimited\":\"true\"", "isUnlimited must be a boolean value")]
    [InlineData("\"isUnlimited\":true", "\"isUnlimited\":1", "isUnlimited must be a boolean value")]
    [InlineData("\"isUnlimited\":true", "\"isUnlimited\":null", "isUnlimited must be a boolean value")]
    [InlineData("\"refId\":\"A\",", "", "refId must be a string")]
    [InlineData("\"refId\":\"A\"", "\"refId\":5", "refId must be a string")]
    [InlineData("\"refId\":\"A\"", "\"refId\":\"\"", "refId should not be empty")]
    [InlineData("[{\"code\":\"C\",\"plate\":\"P\"}]", "null", "tags must be an array")]
    [InlineData("[{\"code\":\"C\",\"plate\":\"P\"}]", "{}", "tags must be an array")]
    [InlineData("[{", "[\"x\",{", "tags.0 must be an object")]
    [InlineData("\"code\":\"C\",", "", "tags.0.code must be a string")]
    [InlineData("\"code\":\"C\"", "\"code\":12", "tags.0.code must be a string")]
    [InlineData("\"code\":\"C\"", "\"code\":\"\"", "tags.0.code should not be empty")]
    [InlineData(",\"plate\":\"P\"", "", "tags.0.plate must be a string")]
    [InlineData("\"plate\":\"P\"", "\"plate\":null", "tags.0.plate must be a string")]
    [InlineData("\"plate\":\"P\"", "\"plate\":\"\"", "tags.0.plate should not be empty")]
    [InlineData("\"plate\":\"P\"", "\"plate\":\"P\",\"id\":1", "tags.0.property id should not exist")]
    [InlineData("\"lastname\"", "\"lastName\"", "property lastName should not exist")]
    public void Each_problem_of_a_customer_is_named(string part, string replacement, string problem)
    {
        string body = Good.Replace(part, replacement, StringComparison.Ordinal);
        Assert.Contains(part, Good, StringComparison.Ordinal);

        Answer answer = _sandbox.Send("POST", TestSandbox.CustomerAddPath, body);

        Assert.Equal(new Answer(400, $$"""{"statusCode":400,"message":["{{problem}}"],"error":"Bad Request"}"""), answer);
        Assert.Empty(_sandbox.Api.Snapshot());
    }

    [Theory]
    [InlineData("""{"customer":{"refId":"A"}}""", "tags must be an array")]
    [InlineData("""{"customer":{"refId":"A"},"tags":"T"}""", "tags must be an array")]
    [InlineData("""{"customer":{"refId":"A"},"tags":[]}""", "tags should not be empty")]
    [InlineData("""{"tags":[{"code":"C","plate":"P"}]}""", "customer must be an object")]
    [InlineData("""{"customer":"A","tags":[{"code":"C","plate":"P"}]}""", "customer must be an object")]
    [InlineData("""{"customer":{},"tags":[{"code":"C","plate":"P"}]}""", "customer.refId must be a string")]
    [InlineData("""{"customer":{"refId":""},"tags":[{"code":"C","plate":"P"}]}""", "customer.refId should not be empty")]
    [InlineData("""{"customer":{"refId":"A","id":"1"},"tags":[{"code":"C","plate":"P"}]}""", "customer.id must be a number")]
    [InlineData("""{"customer":{"refId":"A","id":null},"tags":[{"code":"C","plate":"P"}]}""", "customer.id must be a number")]
    [InlineData("""{"customer":{"refId":"A","customerId":1},"tags":[{"code":"C","plate":"P"}]}""", "customer.property customerId should not exist")]
    [InlineData("""{"customer":{"refId":"A"},"refId":"A","tags":[{"code":"C","plate":"P"}]}""", "property refId should not exist")]
    [InlineData("""{"customer":{"refId":"A"},"tags":[{"code":"C","plate":"P"},{"code":"D"}]}""", "tags.1.plate must be a string")]
    public void Each_problem_of_a_tag_write_is_named(string body, string problem)
    {
        _sandbox.AddCustomer("A");

        Answer add = _sandbox.Send("POST", TestSandbox.TagAddPath, body);
        Answer cancel = _sandbox.Send("PUT", TestSandbox.TagCancelPath, body);

        Assert.Equal(new Answer(400, $$"""{"statusCode":400,"message":["{{problem}}"],"error":"Bad Request"}"""), add);
        Assert.Equal(add, cancel);
        Assert.Empty(_sandbox.ListedCodes("A"));
    }

    [Theory]
    [InlineData("{}", "refId must be a string")]
    [InlineData("", "refId must be a string")]
    [InlineData("""{"refId":1}""", "refId must be a string")]
    [InlineData("""{"refId":""}""", "refId should not be empty")]
    [InlineData("""{"refId":"A","customerId":"1"}""", "customerId must be a number")]
    [InlineData("""{"refId":"A","customerId":null}""", "customerId must be a number")]
    [InlineData("""{"refId":"A","id":1}""", "property id should not exist")]
    public void Each_problem_of_a_list_is_named(string body, string problem)
    {
        Answer answer = _sandbox.Send("POST", TestSandbox.TagListPath, body);

        Assert.Equal(new Answer(400, $$"""{"statusCode":400,"message":["{{problem}}"],"error":"Bad Request"}"""), answer);
    }

    [Fact]
    public void All_problems_are_named_at_once()
    {
        Answer answer = _sandbox.Send("POST", TestSandbox.CustomerAddPath, """{"email":"x","tags":[{"code":1},{"plate":""}],"ref":"A"}""");

        Assert.Equal(
            [
                "property ref should not exist",
                "email must be an email",
                "phone must be a string",
                "isUnlimited must be a boolean value",
                "refId must be a string",
                "tags.0.code must be a string",
                "tags.0.plate must be a string",
                "tags.1.code must be a string",
                "tags.1.plate should not be empty",
            ],
            answer.Messages);
    }

    [Theory]
    [InlineData("{\"refId\":}", "Unexpected token } in JSON at position 9")]
    [InlineData("{\n \"refId\": \"A\",\n \"é\" é}", "Unexpected token é in JSON at position 23")]
    [InlineData("{\"refId\":\"A\"", "Unexpected end of JSON input")]
    [InlineData("<html>", "Unexpected token < in JSON at position 0")]
    [InlineData(" [1]", "Unexpected token [ in JSON at position 1")]
    [InlineData("null", "Unexpected token n in JSON at position 0")]
    [InlineData("{\"refId\":\"\\ud800\"}", "Unexpected token \uFFFD in JSON")]
    public void Malformed_JSON_is_answered_with_one_text(string body, string message)
    {
        Answer answer = _sandbox.Send("POST", TestSandbox.TagListPath, body);

        Assert.Equal(new Answer(400, $$"""{"statusCode":400,"message":"{{message}}","error":"Bad Request"}"""), answer);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_malformed()
    {
        byte[] body = [.. "{\"refId\":\""u8, 0xff, .. "\"}"u8];

        SandboxReply reply = _sandbox.Api.Handle(new SandboxRequest("POST", TestSandbox.TagListPath, "Bearer secret", body));

        Assert.Equal(400, reply.StatusCode);
    }

    [Property(MaxTest = 500)]
    public bool Any_bytes_are_answered_and_never_throw(byte[] body) =>
        _sandbox.Api.Handle(new SandboxRequest("POST", TestSandbox.TagListPath, "Bearer secret", body)).StatusCode == 400;

    [Property(MaxTest = 1000)]
    public bool A_good_body_with_one_byte_changed_is_answered_and_never_throws(ushort position, byte value)
    {
        byte[] body = Encoding.UTF8.GetBytes(Good);
        body[position % body.Length] = value;

        int status = _sandbox.Api.Handle(new SandboxRequest("POST", TestSandbox.CustomerAddPath, "Bearer secret", body)).StatusCode;

        return status is 201 or 400 or 409;
    }
}
