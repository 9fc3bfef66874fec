using ParkUp.Bench;

// dotnet run -c Release --project bench/ParkUp.Bench                       all measures
// dotnet run -c Release --project bench/ParkUp.Bench -- --only cost,stop   some of them; --help tells the rest
StagedModule.LoadClientFromStage();
return args is [Child.Verb, .. var role]
    ? Child.Run(role)
    : await Runner.RunAsync(args);
