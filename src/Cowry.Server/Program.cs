using Cowry.Server.Hosting;

var app = ServerApp.Build(args);
await ServerApp.PrepareAsync(app, CancellationToken.None);
await app.RunAsync();
