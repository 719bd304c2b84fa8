using Cowry.Client;
using Cowry.Client.ApiKeys;
using Cowry.Client.Printing;
using Cowry.Server.Events;
using Cowry.Server.Identity;

namespace Cowry.Server.Printing;

/// <summary>The printing slice's door.</summary>
internal static class PrintingApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        var printers = v1.MapGroup("/printers").WithTags("Printing");
        printers.MapPost("/", AddPrinter.HandleAsync).WithName("create_printer").WithSummary("Add a printer")
            .Produces<Printer>(201).RequireScope(Scopes.PrintingWrite);
        printers.MapGet("/", ReadPrinters.ListAsync).WithName("list_printers").WithSummary("List printers")
            .Produces<Page<Printer>>().RequireScope(Scopes.PrintingRead);
        printers.MapGet("/{id}", ReadPrinters.GetAsync).WithName("get_printer").WithSummary("Read a printer")
            .Produces<Printer>().RequireScope(Scopes.PrintingRead);
        printers.MapPatch("/{id}", ChangePrinter.HandleAsync).WithName("update_printer").WithSummary("Change a printer")
            .Produces<Printer>().RequireScope(Scopes.PrintingWrite);
        printers.MapPost("/{id}/test", PrintTestPage.HandleAsync).WithName("test_printer").WithSummary("Print a test page")
            .Produces<PrintJob>(201).RequireScope(Scopes.PrintingWrite);
        printers.MapPost("/{id}/probe", ProbePrinter.HandleAsync).WithName("probe_printer").WithSummary("Ask a printer how it is")
            .Produces<PrinterProbe>().RequireScope(Scopes.PrintingWrite);

        var jobs = v1.MapGroup("/print_jobs").WithTags("Printing");
        jobs.MapPost("/", PrintReceipt.HandleAsync).WithName("create_print_job").WithSummary("Print a payment's receipt")
            .Produces<PrintJob>(201).RequireScope(Scopes.PrintingWrite);
        jobs.MapGet("/", ReadPrintJobs.ListAsync).WithName("list_print_jobs").WithSummary("List print jobs, newest first")
            .Produces<Page<PrintJob>>().RequireScope(Scopes.PrintingRead);
        jobs.MapGet("/{id}", ReadPrintJobs.GetAsync).WithName("get_print_job").WithSummary("Read a print job")
            .Produces<PrintJob>().RequireScope(Scopes.PrintingRead);
        jobs.MapGet("/{id}/preview.png", ReadPrintJobs.PreviewAsync).WithName("preview_print_job").WithSummary("Draw a job's paper")
            .Produces(200, contentType: "image/png").RequireScope(Scopes.PrintingRead);
        jobs.MapPost("/{id}/reprint", ReprintJob.HandleAsync).WithName("reprint_job").WithSummary("Print a job again, marked as a copy")
            .Produces<PrintJob>(201).RequireScope(Scopes.PrintingWrite);
    }

    public static IServiceCollection AddPrinting(this IServiceCollection services) => services
        .AddSingleton<IConsumer, OnPaymentSucceeded>()
        .AddHostedService<RunPrintJobs>();
}
