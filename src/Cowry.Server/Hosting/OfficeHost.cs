using Cowry.Office.Hosting;
using Cowry.Server.Identity.OAuth;

namespace Cowry.Server.Hosting;

/// <summary>The back office in this process: it signs in by OAuth and speaks the API over HTTP like anyone.</summary>
internal static class OfficeHost
{
    public static void AddOffice(this WebApplicationBuilder builder)
    {
        builder.AddCowryOffice();
        builder.Services.AddOptions<OfficeOptions>().Configure<OfficeClient>((options, client) => (options.ClientId, options.ClientSecret) = (client.Id, client.Secret));
    }

    public static void MapOffice(this WebApplication app) => app.MapCowryOffice();
}
