using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Cowry.Server.Tests.Hosting;

/// <summary>Runs a test once on SQLite and once on PostgreSQL, labelled with the name. A database that cannot be had fails the run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow(TestDatabase.Sqlite), new TheoryDataRow(TestDatabase.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
