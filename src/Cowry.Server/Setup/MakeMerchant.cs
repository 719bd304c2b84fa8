using System.Net.Mail;
using Cowry.Client.Setup;
using Cowry.Primitives;
using Cowry.Server.Api;
using Cowry.Server.Commands;
using Cowry.Server.Data;
using Cowry.Server.Identity;
using Cowry.Server.Identity.People;
using Cowry.Server.Stores;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cowry.Server.Setup;

/// <summary>
/// POST /v1/setup, once in an installation's life: merchant, owner and first store in one transaction. The row of <see cref="InstallationRow"/> decides
/// between several at once.
/// </summary>
internal static class MakeMerchant
{
    private const int ShortestPassword = 10;

    public static async Task<IResult> HandleAsync(
        Body<SetUpMerchant> body,
        CommandRunner commands,
        Database database,
        SetupCode code,
        IPasswordHasher<CowryUser> hasher,
        ILookupNormalizer normalizer,
        TimeProvider time,
        CancellationToken cancel)
    {
        var setup = body.Value;
        if (!await SetupApi.IsRequiredAsync(database, cancel))
            throw Done();
        if (!code.Matches(setup.Code))
            throw new Refusal(403, "wrong_setup_code", "The set-up code is wrong", "The console of the server printed it at its start.");
        Check(setup);

        var now = time.GetUtcNow();
        var merchant = Id.New<MerchantId>(now);
        var owner = Owner(setup, merchant, now, hasher, normalizer);
        try
        {
            var made = await commands.StepAsync(Request.Worker(merchant), work => MakeAsync(work, setup, owner, cancel), cancel);
            return Results.Json(made, Client.Wire.Json, statusCode: 201);
        }
        catch (DbUpdateException) when (!IsStillRequired(database))
        {
            throw Done();
        }
    }

    private static async Task<SetupResult> MakeAsync(Work work, SetUpMerchant setup, CowryUser owner, CancellationToken cancel)
    {
        work.Db.Add(new InstallationRow { Id = InstallationRow.Only, MerchantId = work.Merchant, CreatedAt = work.Now });
        await work.Db.SaveChangesAsync(cancel);
        var store = new StoreRow
        {
            MerchantId = work.Merchant,
            Id = Id.New<StoreId>(work.Now),
            CreatedAt = work.Now,
            Name = setup.StoreName.Trim(),
            TimeZone = setup.TimeZone,
        };
        work.Db.Add(new MerchantRow { Id = work.Merchant, Name = setup.MerchantName.Trim(), CreatedAt = work.Now });
        work.Db.Add(store);
        work.Db.Add(owner);
        return new SetupResult { Merchant = work.Merchant.Value, Store = store.Id.Value };
    }

    private static void Check(SetUpMerchant setup) => new Check()
        .Text(setup.MerchantName, "merchant_name", 60)
        .Text(setup.OwnerName, "owner_name", 60)
        .Text(setup.StoreName, "store_name", 60)
        .That(setup.OwnerEmail is { Length: <= 254 } && MailAddress.TryCreate(setup.OwnerEmail, out var mail) && mail.Address == setup.OwnerEmail, "owner_email", "must be an e-mail address")
        .That(setup.OwnerPassword is { Length: >= ShortestPassword and <= 200 }, "owner_password", $"must have {ShortestPassword} characters at least")
        .TimeZone(setup.TimeZone)
        .Refuse();

    private static CowryUser Owner(SetUpMerchant setup, MerchantId merchant, DateTimeOffset now, IPasswordHasher<CowryUser> hasher, ILookupNormalizer normalizer)
    {
        var user = new CowryUser
        {
            Id = Id.New<UserId>(now).Value,
            MerchantId = merchant,
            Name = setup.OwnerName.Trim(),
            CreatedAt = now,
            UserName = setup.OwnerEmail,
            NormalizedUserName = normalizer.NormalizeName(setup.OwnerEmail),
            Email = setup.OwnerEmail,
            NormalizedEmail = normalizer.NormalizeEmail(setup.OwnerEmail),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = SecretTokens.New(""),
        };
        user.PasswordHash = hasher.HashPassword(user, setup.OwnerPassword);
        return user;
    }

    private static bool IsStillRequired(Database database)
    {
        using var db = database.Open();
        return !db.Set<InstallationRow>().Any();
    }

    private static Refusal Done() => new(409, "setup_done", "The system is set up already", "Sign in as its owner.");
}
