using Cowry.Client.Printing;

namespace Cowry.Office.Printing;

internal static class JobWords
{
    public static string Tone(PrintJobStatus status) => status switch
    {
        PrintJobStatus.Confirmed => "good",
        PrintJobStatus.Sent => "info",
        PrintJobStatus.Queued or PrintJobStatus.Unknown => "wait",
        _ => "bad",
    };
}
