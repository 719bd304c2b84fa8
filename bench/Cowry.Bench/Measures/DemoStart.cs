namespace Cowry.Bench.Measures;

internal static class DemoStart
{
    public static Task RunAsync(BenchOptions options, Report report) => Task.CompletedTask;
}
