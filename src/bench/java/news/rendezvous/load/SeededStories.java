package news.rendezvous.load;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Text of invented stories, the same for the same seed and number. Words are drawn from a vocabulary
 * of made-up words, so that two stories share no passage unless one is an edited copy of the other.
 */
final class SeededStories {

  /** Editions, one each by the language of the feed. */
  static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "pt", "nl", "sv");

  private static final int VOCABULARY = 6_000;
  private static final int SENTENCES = 14;
  private static final int WORDS_A_SENTENCE = 17;

  private final long seed;
  private final String[] words = new String[VOCABULARY];

  SeededStories(long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < VOCABULARY; n++) {
      words[n] = word(random);
    }
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int syllables = 1 + random.nextInt(3); syllables >= 0; syllables--) {
      word.append("bdfgklmnprstvz".charAt(random.nextInt(14)))
          .append("aeiou".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  static String language(int feed) {
    return LANGUAGES.get(feed % LANGUAGES.size());
  }

  /** The head of an RSS document. */
  static String head(int feed, String home) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Harbour News %d</title><link>%s</link><description>Tides and boats</description><language>%s</language>
        """
        .formatted(feed, home, language(feed));
  }

  /**
   * One item of some 2.3 KB.
   *
   * @param number of the story
   * @param original number of the story whose text it carries with another headline and a cut tail;
   *     its own number for an original
   */
  String item(int number, int original, String home, String date) {
    SplittableRandom text = new SplittableRandom(seed * 31 + original);
    SplittableRandom title = new SplittableRandom(seed * 37 + number);
    StringBuilder item = new StringBuilder(2_600);
    item.append("<item><title>");
    sentence(title, 8, item);
    item.append("</title><link>").append(home).append("story/").append(number);
    item.append(".html?utm_source=rss</link><guid isPermaLink=\"false\">story-").append(number);
    item.append("</guid><pubDate>").append(date).append("</pubDate><dc:creator>Ines Okoro");
    item.append("</dc:creator><category>harbour</category><content:encoded><![CDATA[");
    int sentences = number == original ? SENTENCES : SENTENCES - 1;
    for (int n = 0; n < sentences; n++) {
      paragraph(n, text, item);
    }
    item.append("<img src=\"").append(home).append("img/").append(original);
    return item.append(".jpg\" width=\"640\" height=\"400\">]]></content:encoded></item>\n")
        .toString();
  }

  private void paragraph(int number, SplittableRandom random, StringBuilder item) {
    item.append(number % 2 == 0 ? "<p>" : " <a href=\"/more\">");
    sentence(random, 3, item);
    item.append(number % 2 == 0 ? " <em>" : "</a> ");
    sentence(random, WORDS_A_SENTENCE - 3, item);
    item.append(number % 2 == 0 ? "</em>." : ".</p>");
  }

  private void sentence(SplittableRandom random, int count, StringBuilder text) {
    for (int n = 0; n < count; n++) {
      text.append(n == 0 ? "" : " ").append(words[random.nextInt(VOCABULARY)]);
    }
  }
}
