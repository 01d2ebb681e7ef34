package news.rendezvous.serve.page.layout;

import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Language of the texts of a page. A new one is a constant here and the files {@code msg_<tag>},
 * {@code sources_<tag>} and {@code problems_<tag>.properties} in {@code messages}.
 */
public enum PageLanguage {
  // The default comes first.
  ENGLISH("en"),
  CHINESE("zh");

  private static final List<Locale> LOCALES =
      List.of(values()).stream().map(PageLanguage::locale).toList();

  private final String tag;

  PageLanguage(String tag) {
    this.tag = tag;
  }

  /**
   * Lookup of RFC 4647 section 3.4: the best language for a reader.
   *
   * @param accepted values of {@code Accept-Language}
   */
  public static PageLanguage of(List<String> accepted) {
    return Optional.ofNullable(Locale.lookup(ranges(accepted), LOCALES))
        .map(LOCALES::indexOf)
        .map(found -> values()[found])
        .orElse(ENGLISH);
  }

  private static List<Locale.LanguageRange> ranges(List<String> accepted) {
    String header = String.join(",", accepted);
    try {
      return header.isBlank() ? List.of() : Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException e) {
      return List.of(); // RFC 9110 section 12.5.4: a server may disregard the field
    }
  }

  /** BCP 47 tag. */
  public String tag() {
    return tag;
  }

  public Locale locale() {
    return Locale.forLanguageTag(tag);
  }

  /** Renders a page in this language. */
  public String render(TemplateInstance page) {
    return page.setLocale(locale()).render();
  }
}
