package news.rendezvous.demo;

import news.rendezvous.source.Source;

/** The feeds of the sample, each a source of its own. */
enum Outlet {
  DEMO("demo", "feed.xml", Voice.ENGLISH, "Harbour Towns News Client"),
  CHINESE("demo-zh", "zh/feed.xml", Voice.CHINESE, "港湾诸镇新闻客户端"),
  /** Carries some of the stories of the first again, under guids of its own. */
  WIRE("demo-wire", "wire/feed.xml", Voice.ENGLISH, "Tidewater Wire");

  private final String id;
  private final String path;
  private final Voice voice;
  private final String publisher;

  Outlet(String id, String path, Voice voice, String publisher) {
    this.id = id;
    this.path = path;
    this.voice = voice;
    this.publisher = publisher;
  }

  String id() {
    return id;
  }

  /** Below {@code /demo/}. */
  String path() {
    return path;
  }

  Voice voice() {
    return voice;
  }

  String publisher() {
    return publisher;
  }

  /** What it says of itself. */
  String description() {
    return voice == Voice.ENGLISH
        ? "A bundled sample. Every town, ferry and reporter in it is invented."
        : "随程序附带的样稿，其中城镇、渡船与记者均属虚构。";
  }

  /** The guid under which it carries a story (RFC 4151). */
  String guid(Tale tale) {
    return "tag:" + id + ".example,2026:" + tale.slug();
  }

  /** The permalink under which it carries a story. */
  String permalink(String base, Tale tale) {
    String story = base + "/demo/stories/" + tale.slug();
    return this == WIRE ? story + "?utm_source=tidewater" : story;
  }

  /** The source that the service polls. */
  Source source(String base) {
    return new Source(
        id,
        base + "/demo/" + path,
        null,
        voice.language(),
        voice.language(),
        null,
        null,
        base + "/demo/",
        true,
        true);
  }
}
