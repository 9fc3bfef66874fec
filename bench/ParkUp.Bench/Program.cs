using ParkUp.Bench;

// dotnet run -c Release --project bench/ParkUp.Bench                       all measures
// dotnet run -c Release --project bench/ParkUp.Bench -- --only cost,stop   some of them; --help tells the rest
StagedModule.LoadClientFromStage();

// On Windows a host that is not pwsh itself loads no format file unless told to.
Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
return args is [Child.Verb, .. var role]
    ? Child.Run(role)
    : await Runner.RunAsync(args);
