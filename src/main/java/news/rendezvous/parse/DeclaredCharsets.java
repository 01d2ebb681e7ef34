package news.rendezvous.parse;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charsets that HTTP (RFC 7303 section 3) and an XML declaration name. */
final class DeclaredCharsets {

  private static final int HEAD = 1024;

  private static final Pattern HTTP =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([^\"'>]{1,60})[\"']");

  /** WHATWG Encoding Standard: what these labels mean on the web is a superset of their name. */
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gb_2312-80", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode", "UTF-16LE"));

  private DeclaredCharsets() {}

  /** Those of them that are known and possible, HTTP's first. */
  static Stream<Charset> of(byte[] bytes, @Nullable String contentType) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    return Stream.of(
            label(HTTP.matcher(contentType == null ? "" : contentType)), label(XML.matcher(head)))
        .flatMap(Optional::stream)
        // A document without zero bytes is not written in these, whatever it says.
        .filter(charset -> !charset.name().startsWith("UTF-16"))
        .filter(charset -> !charset.name().startsWith("UTF-32"));
  }

  private static Optional<Charset> label(Matcher declaration) {
    return declaration.find() ? named(declaration.group(1)) : Optional.empty();
  }

  /** What a label means on the web. */
  static Optional<Charset> named(String label) {
    String name = label.toLowerCase(Locale.ROOT);
    try {
      return Optional.of(Charset.forName(LABELS.getOrDefault(name, name)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty(); // an unknown label says nothing
    }
  }
}
