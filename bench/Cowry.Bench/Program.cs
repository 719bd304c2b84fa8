using Cowry.Bench;
using Cowry.Bench.Ceiling;

// The bench runs itself a second and third time for the two bare programs, so that each is a process like the one that it stands beside.
return args switch
{
    ["bare-gateway", .. var rest] => await BareGateway.RunAsync(rest),
    ["ceiling", .. var rest] => await CeilingServer.RunAsync(rest),
    _ => await BenchRun.RunAsync(BenchOptions.Parse(args)),
};
