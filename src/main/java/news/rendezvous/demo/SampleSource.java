package news.rendezvous.demo;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.source.Source;

/** The sources of the sample. */
enum SampleSource {
  DEMO("demo", "feed.xml", SampleLanguage.ENGLISH, "Harbour Towns News Client"),
  CHINESE("demo-zh", "zh/feed.xml", SampleLanguage.CHINESE, "港湾诸镇新闻客户端"),
  /** Carries some stories of the first again, under guids of its own: near duplicates. */
  WIRE("demo-wire", "wire/feed.xml", SampleLanguage.ENGLISH, "Tidewater Wire"),
  /** A document of plain text with the marks of the dialect that the feeds do not show. */
  BULLETIN("demo-bulletin", "bulletin.txt", SampleLanguage.ENGLISH, "");

  private final String id;
  private final String path;
  private final SampleLanguage language;
  private final String publisher;

  SampleSource(String id, String path, SampleLanguage language, String publisher) {
    this.id = id;
    this.path = path;
    this.language = language;
    this.publisher = publisher;
  }

  String id() {
    return id;
  }

  String path() {
    return "/demo/" + path;
  }

  SampleLanguage language() {
    return language;
  }

  String publisher() {
    return publisher;
  }

  /** The sources whose stories come as feeds. */
  static List<SampleSource> feeds() {
    return List.of(DEMO, CHINESE, WIRE);
  }

  /** The guid under which it publishes a story (RFC 4151). */
  String guid(SampleStory story) {
    return "tag:" + id + ".example,2026:" + story.slug();
  }

  /** The permalink under which it publishes a story. */
  String permalink(String base, SampleStory story) {
    String page = base + "/demo/stories/" + story.slug();
    return this == WIRE ? page + "?utm_source=tidewater" : page;
  }

  /** The sources as the service polls them. */
  static List<Source> registered(String base) {
    return Stream.of(values()).map(source -> source.registered(base, base + "/demo/")).toList();
  }

  private Source registered(String base, String home) {
    String edition = language.tag();
    String declared = this == BULLETIN ? null : edition; // it has stories in two languages
    return new Source(id, base + path(), null, edition, declared, null, null, home, true, true);
  }
}
