package news.rendezvous.bench;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An RSS feed of stories in HTML, the same at every run. */
final class Stories {

  private static final String[] WORDS =
      ("harbour ferry lantern the of a bridge council to in opens morning tide keeper and crane repair"
              + " vote for market quay winter with timetable is storm island at ten bakery crew on")
          .split(" ");

  private final Random random = new Random(7);

  /** A feed of so many entries, each with about 1.5 KB of HTML. */
  static String feed(int entries) {
    Stories stories = new Stories();
    String items =
        IntStream.range(0, entries).mapToObj(stories::item).collect(Collectors.joining());
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Quayside</title><link>https://quay.example/</link>
        <description>What happens at the water</description><language>en</language>
        %s</channel></rss>
        """
        .formatted(items);
  }

  private String item(int number) {
    return """
        <item>
        <title>%s &amp;amp; %s</title>
        <link>https://quay.example/2026/11/story-%d.html?utm_source=rss&amp;utm_medium=feed</link>
        <guid isPermaLink="false">quay-%d</guid>
        <pubDate>Tue, 24 Nov 2026 %02d:%02d:00 +0100</pubDate>
        <dc:creator>Ines Okoro</dc:creator>
        <category>harbour</category><category>city</category>
        <description>%s</description>
        <content:encoded><![CDATA[%s]]></content:encoded>
        <enclosure url="https://quay.example/audio/%d.mp3" length="1234567" type="audio/mpeg"/>
        </item>
        """
        .formatted(
            words(6), words(2), number, number, number % 24, number % 60, words(25), html(number),
            number);
  }

  private String html(int number) {
    return """
        <p>%s <a href="/2026/11/earlier-%d.html?from=rss">%s</a> %s</p>
        <figure><img src="https://img.quay.example/%d/640.jpg" width="640" height="400" alt="%s"
        class="wide" style="max-width:100%%"><figcaption>%s</figcaption></figure>
        <h3>%s</h3>
        <p>%s &#8220;%s&#8221; <em>%s</em> &amp; <strong>%s</strong>.</p>
        <ul><li>%s</li><li>%s</li></ul>
        <p class="more">%s <a href="https://quay.example/tag/tide" onclick="track()">%s</a></p>
        <img src="https://count.example/hit.gif?id=%d" width="1" height="1">
        """
        .formatted(
            words(35), number, words(4), words(20), number, words(4), words(8), words(5), words(40),
            words(10), words(3), words(3), words(9), words(9), words(25), words(3), number);
  }

  private String words(int count) {
    return random
        .ints(count, 0, WORDS.length)
        .mapToObj(word -> WORDS[word])
        .collect(Collectors.joining(" "));
  }
}
