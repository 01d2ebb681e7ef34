package news.rendezvous.serve.page.layout;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time for display, in UTC; the script replaces it by the reader's time zone.
 *
 * @param time with seconds
 */
public record DisplayTime(Instant time) {

  public DisplayTime {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  public static DisplayTime of(Instant time) {
    return new DisplayTime(time);
  }

  public static @Nullable DisplayTime ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }

  /** RFC 3339. */
  public String iso() {
    return time.toString();
  }

  /** Text of a time for people, in the language of the page. */
  @TemplateExtension
  static String words(
      DisplayTime shown,
      String pattern,
      @TemplateExtension.TemplateAttribute(TemplateInstance.LOCALE) Object locale) {
    return DateTimeFormatter.ofPattern(pattern, (Locale) locale)
        .withZone(ZoneOffset.UTC)
        .format(shown.time());
  }
}
