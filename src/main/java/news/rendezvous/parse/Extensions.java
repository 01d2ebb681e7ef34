package news.rendezvous.parse;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.parse.ParsedEntry.Enclosure;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says in the namespaces that extend RSS and Atom: Dublin Core, Media RSS, iTunes,
 * FeedBurner.
 */
record Extensions(Fields entry, Base base) {

  private static final Set<String> PLAYED = Set.of("audio", "video");

  List<String> creators() {
    List<String> creators = entry.texts("dc:creator");
    return creators.isEmpty() ? entry.texts("itunes:author") : creators;
  }

  @Nullable String title() {
    return entry.text("dc:title", "media:title", "itunes:title");
  }

  @Nullable String language() {
    return Texts.first(entry.text("dc:language"), entry.xml("lang"));
  }

  @Nullable String publisher() {
    return entry.text("dc:publisher");
  }

  @Nullable String published() {
    return entry.text("dc:date", "dcterms:issued", "dcterms:created", "dcterms:date");
  }

  @Nullable String updated() {
    return entry.text("dcterms:modified");
  }

  @Nullable String originalLink() {
    return base.absolute(entry.text("feedburner:origlink"));
  }

  @Nullable String description() {
    return Texts.first(
        entry.text("dc:description", "media:description"),
        Fields.first(entry.each("media:group"), group -> group.text("media:description")),
        entry.text("itunes:summary", "itunes:subtitle"));
  }

  @Nullable String image() {
    return base.absolute(
        Texts.first(
            Fields.first(media("media:thumbnail"), thumbnail -> thumbnail.attribute("url")),
            Fields.first(media("media:content"), Extensions::picture),
            entry.attribute("itunes:image", "href"),
            Fields.first(
                entry.each("image"),
                image -> Texts.first(image.text("url"), image.attribute("href")))));
  }

  private static @Nullable String picture(Fields content) {
    return kind(content).equals("image") ? content.attribute("url") : null;
  }

  /** Files of the feed's own kind of enclosure, then sound and film of Media RSS. */
  List<Enclosure> enclosures(Stream<Enclosure> own) {
    Stream<Enclosure> media = media("media:content").stream().flatMap(this::played);
    return Stream.concat(own, media).distinct().toList();
  }

  private Stream<Enclosure> played(Fields content) {
    return PLAYED.contains(kind(content))
        ? enclosure(
            content.attribute("url"),
            content,
            content.attribute("fileSize"),
            Numbers.seconds(content.attribute("duration")))
        : Stream.empty();
  }

  /** A file at an address, described by an element; none without an address. */
  Stream<Enclosure> enclosure(
      @Nullable String address, Fields file, @Nullable String bytes, @Nullable Long seconds) {
    return Stream.ofNullable(base.absolute(address))
        .map(url -> new Enclosure(url, file.attribute("type"), Numbers.positive(bytes), seconds));
  }

  @Nullable Long duration() {
    return Numbers.seconds(entry.text("itunes:duration"));
  }

  private static String kind(Fields content) {
    String medium = content.attribute("medium");
    String type = content.attribute("type");
    return medium != null ? medium : type == null ? "" : type.split("/", 2)[0];
  }

  private List<Fields> media(String name) {
    List<Fields> found = entry.each(name);
    for (Fields around : entry.each("media:group", "media:content")) {
      found.addAll(around.each(name));
    }
    return found;
  }
}
