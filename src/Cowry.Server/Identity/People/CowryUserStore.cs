using Cowry.Server.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Cowry.Server.Identity.People;

/// <summary>ASP.NET Core Identity's own store on our context. Claims, external logins and roles of users are not used and have no tables.</summary>
internal sealed class CowryUserStore(CowryContext context, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<CowryUser, CowryContext, string>(context, describer)
{
    // The base class would ask a table that we do not have.
    public override Task<IList<System.Security.Claims.Claim>> GetClaimsAsync(CowryUser user, CancellationToken cancellationToken = default) =>
        Task.FromResult<IList<System.Security.Claims.Claim>>([]);
}
