namespace Cowry.Office.Parts;

internal static class Form
{
    /// <summary>What was typed, without the blanks around it; null for nothing.</summary>
    public static string? Optional(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
