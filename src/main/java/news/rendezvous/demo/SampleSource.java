package news.rendezvous.demo;

import java.util.List;
import news.rendezvous.source.Source;

/** The sources of the sample; each but the bulletin has a {@link SampleFeed}. */
enum SampleSource {
  DEMO("demo", "/demo/feed.xml", "en"),
  CHINESE("demo-zh", "/demo/zh/feed.xml", "zh"),
  /** Carries some stories of the first again, under guids of its own: near duplicates. */
  WIRE("demo-wire", "/demo/wire/feed.xml", "en"),
  /** A document of plain text with the marks of the dialect that the feeds do not show. */
  BULLETIN("demo-bulletin", "/demo/bulletin.txt", "en");

  final String id;
  final String path;
  private final String language;

  SampleSource(String id, String path, String language) {
    this.id = id;
    this.path = path;
    this.language = language;
  }

  /** Start of the slugs of notices, which end in their time in seconds. */
  String noticesPrefix() {
    return "notices-" + language + "-";
  }

  /** Its notices, each as headline and text. */
  List<String[]> notices() {
    return SampleResources.text("notices." + language + ".txt")
        .lines()
        .map(line -> line.split(" \\| ", 2))
        .toList();
  }

  /** The source as the service polls it. */
  Source registered(String base) {
    String declared = this == BULLETIN ? null : language; // it has stories in two languages
    return new Source(
        id, base + path, null, language, declared, null, null, base + "/demo/", true, true);
  }
}
