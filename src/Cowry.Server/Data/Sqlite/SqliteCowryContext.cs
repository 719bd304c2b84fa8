using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data.Sqlite;

/// <summary>Cowry on one SQLite file: a shop to a small chain, with nothing to install.</summary>
internal sealed class SqliteCowryContext(DbContextOptions<SqliteCowryContext> options) : CowryContext(options);
