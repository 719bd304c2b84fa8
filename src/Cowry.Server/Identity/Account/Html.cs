using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Cowry.Server.Identity.Account;

/// <summary>
/// A piece of HTML written as an interpolated string: what stands between braces is encoded, unless it is HTML itself. So no value of a person can
/// become markup, and none has to be remembered to be encoded.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html
{
    private readonly StringBuilder _text;

    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Text that is already safe markup, such as an SVG that we made.</summary>
    private Html(string markup) => _text = new StringBuilder(markup);

    public static Html Empty { get; } = new("");

    public static Html Trusted(string markup) => new(markup);

    public static Html Of(Html html) => html;

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) => _text.Append(value is null ? null : HtmlEncoder.Default.Encode(value));

    public void AppendFormatted(Html value) => _text.Append(value);

    public override string ToString() => _text.ToString();
}
