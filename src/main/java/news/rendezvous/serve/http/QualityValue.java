package news.rendezvous.serve.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One member of a negotiation header with its quality value (RFC 9110 section 12.4.2).
 *
 * @param value in lower case, without parameters
 * @param quality from 0, not acceptable, to 1, the default
 */
record QualityValue(String value, double quality) {

  private static final Pattern QUALITY = Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)");

  /** The members of all field lines of a header, in order. */
  static Stream<QualityValue> parse(List<String> header) {
    return header.stream()
        .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split(",")))
        .map(QualityValue::of);
  }

  private static QualityValue of(String member) {
    int end = (member + ';').indexOf(';');
    Matcher quality = QUALITY.matcher(member).region(end, member.length());
    double value = quality.find() ? Math.min(1, Double.parseDouble(quality.group(1))) : 1;
    return new QualityValue(member.substring(0, end).strip(), value);
  }
}
