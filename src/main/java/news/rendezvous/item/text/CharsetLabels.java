package news.rendezvous.item.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Charsets by their labels in Content-Type and in documents. A label means what browsers read it
 * as, which is often a superset of the charset with that name (WHATWG Encoding Standard).
 */
public final class CharsetLabels {

  /** RFC 9110 section 8.3.2, with the quotes and spaces that servers add. */
  private static final Pattern PARAMETER =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)", Pattern.CASE_INSENSITIVE);

  /** WHATWG Encoding Standard section 4.2: labels that the JDK does not know. */
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

  /** Charsets that browsers read as a superset (same section). */
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

  private CharsetLabels() {}

  private static Map<String, String> pairs(String table) {
    return table
        .lines()
        .map(line -> line.split(" +"))
        .flatMap(line -> Arrays.stream(line, 1, line.length).map(name -> Map.entry(name, line[0])))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The charset that a Content-Type names; empty without one and for an unknown label. */
  public static Optional<Charset> ofContentType(@Nullable String contentType) {
    Matcher parameter = PARAMETER.matcher(contentType == null ? "" : contentType);
    return parameter.find() ? of(parameter.group(1)) : Optional.empty();
  }

  /** The charset of a label; empty for an unknown one. */
  public static Optional<Charset> of(String label) {
    String lower = LowerCase.of(label);
    String name =
        WINDOWS
            .matcher(ISO_8859.matcher(lower).replaceFirst("iso-8859-$1"))
            .replaceFirst("windows-$1");
    try {
      Charset charset = Charset.forName(LABELS.getOrDefault(name, name));
      return Optional.of(Charset.forName(SUPERSETS.getOrDefault(charset.name(), charset.name())));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty(); // an unknown label
    }
  }
}
