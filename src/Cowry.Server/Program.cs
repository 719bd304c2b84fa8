using Cowry.Server.Hosting;

try
{
    var app = ServerApp.Build(args);
    await ServerApp.PrepareAsync(app, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (StartFaults.Explain(fault) is { } words)
{
    Console.Error.WriteLine(words);
    return 1;
}
