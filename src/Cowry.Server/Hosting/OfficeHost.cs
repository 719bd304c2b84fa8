namespace Cowry.Server.Hosting;

/// <summary>The back office in this process: it speaks the API over HTTP like anyone.</summary>
internal static class OfficeHost
{
    public static void AddOffice(this WebApplicationBuilder builder)
    {
    }

    public static void MapOffice(this WebApplication app)
    {
    }
}
