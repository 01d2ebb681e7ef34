package news.rendezvous.item.text;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The time zone in the text of a date. */
record ZoneText(ZoneId id, String rest) {

  private static final Pattern OFFSET =
      Pattern.compile("(?:GMT|UTC)?\\s*([+-])(\\d{1,2}):?(\\d{2})?(?::?\\d{2})?\\s*(?:[(\\[].*)?$");

  private static final Pattern NAME =
      Pattern.compile("(?<![\\p{L}/])(?:[A-Z][A-Za-z]+/[A-Za-z_/]+|[A-Z]{3,4}|UT|Z)(?!\\p{L})");

  /** Greatest offset; java.time has no greater one with minutes. */
  private static final int MAX_OFFSET_HOURS = 17;

  /** RFC 822 section 5.1, and further abbreviations of feeds. */
  private static final Map<String, ZoneId> NAMED =
      Arrays.stream(
              """
              Z=Z UT=Z UTC=Z GMT=Z WET=Z
              EST=-05:00 EDT=-04:00 CST=-06:00 CDT=-05:00 MST=-07:00 MDT=-06:00 PST=-08:00 PDT=-07:00
              AKST=-09:00 AKDT=-08:00 HST=-10:00 AST=-04:00 ADT=-03:00 BRT=-03:00
              BST=+01:00 WEST=+01:00 CET=+01:00 MEZ=+01:00 CEST=+02:00 MESZ=+02:00
              EET=+02:00 SAST=+02:00 EEST=+03:00 MSK=+03:00 IST=+05:30
              HKT=+08:00 SGT=+08:00 JST=+09:00 KST=+09:00
              AEST=+10:00 AEDT=+11:00 NZST=+12:00 NZDT=+13:00
              """
                  .strip()
                  .split("\\s+"))
          .map(zone -> zone.split("=", 2))
          .collect(Collectors.toUnmodifiableMap(zone -> zone[0], zone -> ZoneOffset.of(zone[1])));

  private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

  /** The zone of a text, by offset or name; the assumed one if there is none. */
  static ZoneText find(String text, ZoneId assumed) {
    return offset(text).or(() -> named(text)).orElse(new ZoneText(assumed, text));
  }

  private static Optional<ZoneText> offset(String text) {
    Matcher match = OFFSET.matcher(text);
    if (!match.find()) {
      return Optional.empty();
    }
    int hours = Integer.parseInt(match.group(2));
    int minutes = match.group(3) == null ? 0 : Integer.parseInt(match.group(3));
    if (hours > MAX_OFFSET_HOURS || minutes > 59) {
      return Optional.empty();
    }
    int sign = match.group(1).equals("-") ? -1 : 1;
    ZoneId id = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    return Optional.of(new ZoneText(id, text.substring(0, match.start())));
  }

  private static Optional<ZoneText> named(String text) {
    return NAME.matcher(text)
        .results()
        .flatMap(
            match ->
                id(match.group())
                    .map(id -> new ZoneText(id, text.substring(0, match.start()) + ' '))
                    .stream())
        .findFirst();
  }

  private static Optional<ZoneId> id(String name) {
    ZoneId abbreviated = NAMED.get(name);
    if (abbreviated != null) {
      return Optional.of(abbreviated);
    }
    return KNOWN.contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
  }
}
