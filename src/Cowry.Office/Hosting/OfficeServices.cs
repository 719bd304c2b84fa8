using Cowry.Client;
using Cowry.Office.SignIn;
using Cowry.Office.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Cowry.Office.Hosting;

/// <summary>Puts the back office into a host's services.</summary>
public static class OfficeServices
{
    internal const string HttpClientName = "cowry-office";

    public static WebApplicationBuilder AddCowryOffice(this WebApplicationBuilder builder, Action<OfficeOptions>? configure = null)
    {
        // A host that runs from its build output, outside Development, would not find the packages' files otherwise.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddCowryOffice(configure);
        return builder;
    }

    public static IServiceCollection AddCowryOffice(this IServiceCollection services, Action<OfficeOptions>? configure = null)
    {
        services.AddOptions<OfficeOptions>().Configure(options => configure?.Invoke(options));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddAntiforgery();
        services.AddOfficeSignIn();
        services.AddHttpClient(HttpClientName, static (provider, http) => http.BaseAddress = Api(provider));
        services.AddScoped(static provider => new CowryClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName),
            provider.GetRequiredService<OfficeSession>().GetAccessTokenAsync));
        services.AddScoped<Show>();
        return services;
    }

    private static Uri Api(IServiceProvider provider) =>
        new(provider.GetRequiredService<IOptions<OfficeOptions>>().Value.ApiBaseAddress(provider).TrimEnd('/') + "/");
}
