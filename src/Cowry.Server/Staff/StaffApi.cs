using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Staff;
using Cowry.Server.Identity;

namespace Cowry.Server.Staff;

/// <summary>The door of the slice that keeps a merchant's staff and signs them in on terminals.</summary>
internal static class StaffApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var staff = v1.MapGroup("/staff").WithTags("Staff");
        staff.MapPost("/", AddMember.HandleAsync).WithName("create_staff").WithSummary("Add a staff member")
            .Produces<StaffMember>(201).RequireScope(Scopes.StaffWrite);
        staff.MapGet("/", ReadStaff.ListAsync).WithName("list_staff").WithSummary("List staff")
            .Produces<Page<StaffMember>>().RequireScope(Scopes.StaffRead);
        staff.MapPatch("/{id}", ChangeMember.HandleAsync).WithName("update_staff").WithSummary("Change a staff member")
            .Produces<StaffMember>().RequireScope(Scopes.StaffWrite);

        var sessions = v1.MapGroup("/staff_sessions").WithTags("Staff");
        sessions.MapPost("/", SignInOnTerminal.HandleAsync).WithName("sign_in_staff").WithSummary("Sign a person in on the terminal that asks")
            .Produces<StaffSession>(201).RequireTerminal();
        sessions.MapDelete("/current", SignOutOfTerminal.HandleAsync).WithName("sign_out_staff").WithSummary("End the staff session that asks")
            .Produces(204).RequireCaller();
    }

    public static IServiceCollection AddStaff(this IServiceCollection services) => services.AddHostedService<ForgetSessions>();
}
