using Cowry.Primitives;
using Microsoft.AspNetCore.Identity;

namespace Cowry.Server.Identity.People;

/// <summary>A person with e-mail and password: at this stage the owner of one merchant. Staff with number and PIN are not users.</summary>
internal sealed class CowryUser : IdentityUser<string>
{
    public MerchantId MerchantId { get; init; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
