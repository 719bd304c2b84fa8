using System.Collections.Frozen;

namespace Cowry.Printing.Layout;

/// <summary>Characters that code page 936 lacks and that another of its characters says as well. Everything to the right is in the page.</summary>
internal static class Substitutions
{
    /// <summary>What stands for an emoji that cannot be drawn.</summary>
    internal const string Emoji = "[表情]";

    /// <summary>The printer's mark for a missing type (geta), for a character that cannot be drawn at all: visible, and never a question mark.</summary>
    internal const string Missing = "〓";

    internal static readonly FrozenDictionary<int, string> Table = new Dictionary<int, string>
    {
        ['\u00A0'] = " ",
        ['\u00A2'] = "￠",
        ['\u00A3'] = "￡",
        ['\u00A5'] = "￥",
        ['\u00A6'] = "|",
        ['\u00A9'] = "(C)",
        ['\u00AB'] = "《",
        ['\u00AD'] = "",
        ['\u00AE'] = "(R)",
        ['\u00B2'] = "2",
        ['\u00B3'] = "3",
        ['\u00B5'] = "μ",
        ['\u00B9'] = "1",
        ['\u00BB'] = "》",
        ['\u00BC'] = "1/4",
        ['\u00BD'] = "1/2",
        ['\u00BE'] = "3/4",
        ['\u2011'] = "-",
        ['\u2012'] = "-",
        ['\u2022'] = "·",
        ['\u2027'] = "·",
        ['\u2043'] = "-",
        ['\u2044'] = "/",
        ['\u20AC'] = "EUR",
        ['\u2120'] = "SM",
        ['\u2122'] = "TM",
        ['\u2126'] = "Ω",
        ['\u2212'] = "-",
        ['\u2713'] = "√",
        ['\u2714'] = "√",
        ['\u2705'] = "√",
        ['\u2611'] = "√",
        ['\u2715'] = "×",
        ['\u2716'] = "×",
        ['\u2717'] = "×",
        ['\u2718'] = "×",
        ['\u274C'] = "×",
        ['\u2B50'] = "★",
        ['\u30FB'] = "·",
        ['\uFF65'] = "·",
    }.ToFrozenDictionary();
}
