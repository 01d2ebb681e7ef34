package news.rendezvous.parse;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The charsets that HTTP (RFC 7303 section 3) and an XML declaration name. */
final class DeclaredCharsets {

  private static final int HEAD = 1024;

  private static final Pattern HTTP =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']\\s*([^\"'>]{1,60}?)\\s*[\"']");

  /** WHATWG Encoding Standard, section 4.2: the labels that the JDK does not know. */
  private static final Map<String, String> LABELS =
      pairs(
          """
          UTF-8         unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 x-utf-8
          windows-1252  latin-1
          ISO-8859-6    iso-8859-6-e iso-8859-6-i csiso88596e csiso88596i
          ISO-8859-8    iso-8859-8-e iso-8859-8-i csiso88598e csiso88598i logical visual
          KOI8-R        koi
          KOI8-U        koi8-ru
          x-MacRoman    macintosh csmacintosh mac x-mac-roman
          x-MacCyrillic x-mac-cyrillic x-mac-ukrainian
          windows-31j   shift-jis
          x-windows-874 dos-874
          GB18030       chinese csgb2312 csiso58gb231280 gb_2312 gb_2312-80 iso-ir-58 x-gbk
          Big5-HKSCS    cn-big5 x-x-big5
          x-windows-949 csksc56011987 iso-ir-149 korean ks_c_5601-1989
          """);

  private static final Pattern ISO_8859 = Pattern.compile("^iso_?8859[-_]?(\\d{1,2})$");
  private static final Pattern WINDOWS = Pattern.compile("^(?:x-cp|win-?)(125\\d)$");

  /** The same standard: what these names mean on the web is a superset of them. */
  private static final Map<String, String> SUPERSETS =
      pairs(
          """
          windows-1252  US-ASCII ISO-8859-1
          windows-1254  ISO-8859-9
          x-windows-874 TIS-620 x-iso-8859-11
          GB18030       GB2312 GBK
          Big5-HKSCS    Big5
          windows-31j   Shift_JIS
          x-windows-949 EUC-KR
          """);

  /** What every charset of a document that begins with these bytes makes of them. */
  private static final String MARKUP = "<?xml version=\"1.0\"?> <abc xyz='&#9;'/> {[,:]}";

  private DeclaredCharsets() {}

  private static Map<String, String> pairs(String table) {
    return table
        .lines()
        .map(line -> line.split(" +"))
        .flatMap(line -> Arrays.stream(line, 1, line.length).map(name -> Map.entry(name, line[0])))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those of them that are known and possible, HTTP's first. */
  static Stream<Charset> of(byte[] bytes, @Nullable String contentType) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    return Stream.of(
            label(HTTP.matcher(contentType == null ? "" : contentType)), label(XML.matcher(head)))
        .flatMap(Optional::stream)
        .filter(DeclaredCharsets::isPossible);
  }

  private static Optional<Charset> label(Matcher declaration) {
    return declaration.find() ? named(declaration.group(1)) : Optional.empty();
  }

  /**
   * Whether a charset has ASCII at its place: a document without zero bytes is not in UTF-16, one
   * that begins with markup not in EBCDIC. Those that switch by escape sequences, of which a
   * browser reads one and knows it by them, are none here: WHATWG Encoding Standard, section 14.1.
   */
  private static boolean isPossible(Charset charset) {
    return charset.canEncode() // else it is a guess under a name
        && !charset.name().contains("2022")
        && new String(MARKUP.getBytes(StandardCharsets.US_ASCII), charset).equals(MARKUP);
  }

  /** What a label means on the web. */
  static Optional<Charset> named(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    String name =
        WINDOWS
            .matcher(ISO_8859.matcher(lower).replaceFirst("iso-8859-$1"))
            .replaceFirst("windows-$1");
    try {
      Charset charset = Charset.forName(LABELS.getOrDefault(name, name));
      return Optional.of(Charset.forName(SUPERSETS.getOrDefault(charset.name(), charset.name())));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty(); // an unknown label says nothing
    }
  }
}
