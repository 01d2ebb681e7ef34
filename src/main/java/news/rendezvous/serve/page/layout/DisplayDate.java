package news.rendezvous.serve.page.layout;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A day for display, in UTC.
 *
 * @param date the day
 */
public record DisplayDate(LocalDate date) {

  /** The day of a time. */
  public static DisplayDate of(Instant time) {
    return new DisplayDate(LocalDate.ofInstant(time, ZoneOffset.UTC));
  }

  /** Text of a day for people, in the language of the page. */
  @TemplateExtension
  static String words(
      DisplayDate shown,
      String pattern,
      @TemplateExtension.TemplateAttribute(TemplateInstance.LOCALE) Object locale) {
    return DateTimeFormatter.ofPattern(pattern, (Locale) locale).format(shown.date());
  }
}
