#pragma warning disable MA0182 // Nobody calls these: they are here to be found by the rules.
using System.Data.Common;
using Cowry.Architecture.Planted.Noodles;

namespace Cowry.Architecture.Planted.Noodles
{
    internal sealed class NoodleRow
    {
        public int Length { get; set; }
    }

    internal static class ReadsItsOwnTable
    {
        public static int Read(NoodleRow row) => row.Length;
    }
}

namespace Cowry.Architecture.Planted.Soups
{
    internal static class ReadsAnothersTable
    {
        public static int Read(object row) => ((NoodleRow)row).Length;
    }

    internal static class ReadsAnothersTableLater
    {
        public static async Task<int> ReadAsync(Task<object> row) => new List<NoodleRow> { (NoodleRow)await row }.Sum(r => r.Length);
    }

    internal static class AsksTheDatabase
    {
        public static DbCommand Ask(DbConnection connection) => connection.CreateCommand();
    }
}
