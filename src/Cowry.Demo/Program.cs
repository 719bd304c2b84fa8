using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Cowry.Demo;

// It stands on /bin/sh and on file modes.
[assembly: UnsupportedOSPlatform("windows")]

if (!DemoOptions.TryRead(args, out var options, out var fault))
{
    await Console.Error.WriteLineAsync("cowry demo: " + fault);
    return 2;
}

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    await DemoRun.RunAsync(options, stop.Token);
    return 0;
}
catch (DemoFault error)
{
    await Console.Error.WriteLineAsync("cowry demo: " + error.Message);
    return 1;
}
