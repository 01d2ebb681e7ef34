package news.rendezvous.street;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Feeds for the upstream. */
public final class Feeds {

  private Feeds() {}

  public static String item(String guid, String link, String title, String html) {
    return """
    <item><title>%s</title><link>%s</link><guid isPermaLink="false">%s</guid>
    <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description><![CDATA[%s]]></description></item>"""
        .formatted(title, link, guid, html);
  }

  public static String rss(String... items) {
    return """
    <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Harbour Courier</title>
    <link>https://news.example.org/</link><description>Invented news</description>
    <language>en</language>%s</channel></rss>"""
        .formatted(String.join("", items));
  }

  public static String burst(String name, int count) {
    return rss(
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    item(
                        name + "-" + n,
                        "https://news.example.org/" + name + "/" + n,
                        "Notice %d of %s".formatted(n, name),
                        "<p>Berth %d is free. %s</p>".formatted(n, name)))
            .toArray(String[]::new));
  }

  static String paragraphs(String... blocks) {
    return Stream.of(blocks).collect(Collectors.joining("\n\n"));
  }
}
