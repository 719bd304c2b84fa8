using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Data.Postgres;

/// <summary>Cowry on PostgreSQL: a platform of many shops, several server processes on one database.</summary>
internal sealed class PostgresCowryContext(DbContextOptions<PostgresCowryContext> options) : CowryContext(options);
