using Cowry.Sandbox;

var app = await SandboxHost.Build(args);
await app.RunAsync();
