using System.Data.Common;
using Microsoft.AspNetCore.Connections;

namespace Cowry.Server.Hosting;

/// <summary>What keeps a server from starting and is not a fault of the program: said in one line, without a stack trace.</summary>
internal static class StartFaults
{
    /// <summary>The line; null for a fault of ours, which is better shown whole.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        IOException { InnerException: AddressInUseException } => $"Cowry could not start: {fault.Message} Another program listens there; name another address with --urls.",
        DbException => $"Cowry could not start: the database said: {fault.Message}",
        UnauthorizedAccessException => $"Cowry could not start: {fault.Message} The folder of Cowry:Data must be writable.",
        _ => null,
    };
}
