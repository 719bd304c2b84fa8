using MudBlazor;

namespace Cowry.Office.Shell;

/// <summary>Porcelain, ink and jade for MudBlazor; the same values as custom properties are in <c>wwwroot/office.css</c>.</summary>
internal static class OfficeTheme
{
    private static readonly string[] Faces =
        ["PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "system-ui", "sans-serif"];

    public static readonly MudTheme Porcelain = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0A7A5A",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#2B5F94",
            Info = "#2B5F94",
            Success = "#0A7A5A",
            Warning = "#B26A00",
            Error = "#BF3326",
            Background = "#F6F4EF",
            Surface = "#FFFFFF",
            AppbarBackground = "#F6F4EF",
            AppbarText = "#1C2321",
            DrawerBackground = "#F6F4EF",
            DrawerText = "#1C2321",
            DrawerIcon = "#5F6B66",
            TextPrimary = "#1C2321",
            TextSecondary = "#5F6B66",
            ActionDefault = "#5F6B66",
            LinesDefault = "#DFDBD2",
            LinesInputs = "#8C958F",
            TableLines = "#E8E4DB",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "12px", AppbarHeight = "60px", DrawerWidthLeft = "216px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Faces, FontSize = "1rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = "1rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = ".875rem", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontSize = "1rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = "1rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
