package news.rendezvous.serve.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import news.rendezvous.serve.page.layout.PageLanguage;

/**
 * A text of a problem document in the language of the page, or in English where there is no
 * translation. As in gettext, the English text is the key: {@code
 * messages/problems_<language>.properties}.
 *
 * @param language BCP 47 tag of the text
 */
record LocalText(String text, String language) {

  private static final Map<PageLanguage, Properties> TRANSLATIONS =
      new EnumMap<>(PageLanguage.class);

  static {
    Stream.of(PageLanguage.values())
        .filter(language -> language != PageLanguage.ENGLISH)
        .forEach(language -> TRANSLATIONS.put(language, read(language)));
  }

  static LocalText of(String english, PageLanguage language) {
    String translated = TRANSLATIONS.getOrDefault(language, new Properties()).getProperty(english);
    return translated == null
        ? new LocalText(english, PageLanguage.ENGLISH.tag())
        : new LocalText(translated, language.tag());
  }

  private static Properties read(PageLanguage language) {
    String name = "/messages/problems_" + language.tag() + ".properties";
    Properties texts = new Properties();
    try (InputStream in = LocalText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + name);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
    return texts;
  }
}
