namespace ParkUp.PowerShell.Tests;

/// <summary>A sandbox in a file, as Connect-ParkUp opens it.</summary>
public sealed class SandboxPathTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-sandbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_next_session_finds_what_the_last_one_left()
    {
        using (var first = Session())
        {
            first.Run("""
                Connect-ParkUp -Sandbox -SandboxPath $file
                $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag O1:AABB11, O2:BBCC22
                $null = Revoke-ParkUpTag A1 O1 -Confirm:$false
                """).Quiet();
        }

        using var next = Session();
        var run = next.Run("Connect-ParkUp -Sandbox -SandboxPath $file; Get-ParkUpTag A1").Quiet();

        Assert.Equal("O2", run.Value("Code"));
        Assert.DoesNotContain("sandbox-token", File.ReadAllText(Path.Combine(_folder.FullName, "s.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_connects_again_to_its_own_file_and_both_connections_are_one_service()
    {
        using var session = Session();

        var run = session.Run("""
            $one = Connect-ParkUp -Sandbox -SandboxPath $file -PassThru
            $other = Connect-ParkUp -Sandbox -SandboxPath $file -PassThru
            $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Tag O1:AABB11 -Connection $one
            $null = Add-ParkUpTag A1 O2 BBCC22 -Connection $other
            (Get-ParkUpTag A1 -Connection $one).Code -join ' '
            """).Quiet();

        Assert.Equal("O1 O2", run.Output[0].BaseObject);
    }

    [Theory]
    [InlineData("./s.json", "s.json")]
    [InlineData("Box:/s.json", "s.json")]
    [InlineData("sub/../s [1].json", "s [1].json")]
    public void A_path_is_one_of_the_session(string path, string name)
    {
        using var session = Session();

        session.Run($"$null = New-PSDrive Box FileSystem $folder; Set-Location $folder; $null = New-Item -ItemType Directory sub; Connect-ParkUp -Sandbox -SandboxPath '{path}'").Quiet();

        Assert.True(File.Exists(Path.Combine(_folder.FullName, name)));
    }

    [Theory]
    [InlineData("Env:/s.json", "provider Environment")]
    [InlineData("$folder", "It is a folder")]
    [InlineData("$folder/none/s.json", "Name a file in a folder that exists")]
    [InlineData("$folder/roster.csv", "is not the file of a sandbox")]
    [InlineData("Nowhere:/s.json", "Nowhere")]
    [InlineData(" ", "Its name is blank")]
    public void A_path_that_cannot_be_used_is_one_error_and_no_connection(string path, string reason)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "roster.csv"), "RefId;Code\nA1;O1\n");
        using var session = Session();

        var error = session.Run($"Set-Location $folder; Connect-ParkUp -Sandbox; Connect-ParkUp -Sandbox -SandboxPath \"{path}\"").Thrown!.ErrorRecord;

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ConnectParkUpCommand", error.FullyQualifiedErrorId);
        Assert.Equal(System.Management.Automation.ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(reason, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(session.Run("Get-ParkUpConnection").Quiet().Output);
        Assert.Equal("RefId;Code\nA1;O1\n", File.ReadAllText(Path.Combine(_folder.FullName, "roster.csv")));
        Assert.Equal("roster.csv", Assert.Single(_folder.GetFiles()).Name);
    }

    [Theory]
    [InlineData("Connect-ParkUp -SandboxPath $file", "MissingMandatoryParameter")]
    [InlineData("Connect-ParkUp -SandboxPath $file -BaseUri https://example.com", "AmbiguousParameterSet")]
    [InlineData("Connect-ParkUp -Sandbox -SandboxPath ''", "ParameterArgumentValidationError")]
    public void The_engine_refuses_a_path_that_is_blank_or_without_a_sandbox(string script, string id)
    {
        using var session = Session();

        Assert.StartsWith(id, session.Run(script).Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void A_file_that_is_damaged_during_a_session_is_named_in_the_error_of_the_row()
    {
        using var session = Session();

        var run = session.Run("""
            Connect-ParkUp -Sandbox -SandboxPath $file -MaximumRetryCount 0
            Set-Content $file 'RefId;Code'
            Add-ParkUpTag A1 O1 AABB11
            """);

        Assert.Equal(false, run.Value("Succeeded"));
        Assert.Contains("is not the file of a sandbox", $"{Assert.Single(run.Errors)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401", "Unauthorized,ParkUp.PowerShell.AddParkUpTagCommand")]
    [InlineData("403", "Forbidden,ParkUp.PowerShell.AddParkUpTagCommand")]
    public void A_night_with_a_refused_token_stops_the_run_and_leaves_the_file_as_it_was(string fault, string id)
    {
        using var session = Session();
        session.Run("Connect-ParkUp -Sandbox -SandboxPath $file; $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111").Quiet();
        var before = File.ReadAllText(Path.Combine(_folder.FullName, "s.json"));

        var run = session.Run($"Connect-ParkUp -Sandbox -SandboxPath $file -SandboxFault '{fault}:1'; Add-ParkUpTag A1 O1 AABB11");

        Assert.Equal(id, run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_folder.FullName, "s.json")));
    }

    private ModuleSession Session() => new ModuleSession().With("folder", _folder.FullName).With("file", Path.Combine(_folder.FullName, "s.json"));
}
