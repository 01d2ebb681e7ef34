package news.rendezvous.parse;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.parse.ParsedEntry.Enclosure;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says in the namespaces that extend RSS and Atom: Dublin Core, Media RSS, iTunes,
 * FeedBurner.
 */
record Extensions(Fields entry, Base base) {

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
        entry
            .each("media:group")
            .map(group -> group.text("media:description"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        entry.text("itunes:summary", "itunes:subtitle"));
  }

  @Nullable String image() {
    return Stream.of(
            media("media:thumbnail").map(thumbnail -> thumbnail.attribute("url")),
            media("media:content")
                .filter(content -> kind(content).equals("image"))
                .map(content -> content.attribute("url")),
            Stream.ofNullable(entry.attribute("itunes:image", "href")),
            entry
                .each("image")
                .map(image -> Texts.first(image.text("url"), image.attribute("href"))))
        .flatMap(addresses -> addresses)
        .filter(Objects::nonNull)
        .findFirst()
        .map(base::absolute)
        .orElse(null);
  }

  /** Files of the feed's own kind of enclosure, then sound and film of Media RSS. */
  List<Enclosure> enclosures(Stream<Enclosure> own) {
    Stream<Enclosure> media =
        media("media:content")
            .filter(content -> List.of("audio", "video").contains(kind(content)))
            .flatMap(
                content ->
                    enclosure(
                        content.attribute("url"),
                        content,
                        content.attribute("fileSize"),
                        Numbers.seconds(content.attribute("duration"))));
    return Stream.concat(own, media).distinct().toList();
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

  private Stream<Fields> media(String name) {
    return Stream.concat(Stream.of(entry), entry.each("media:group", "media:content"))
        .flatMap(parent -> parent.each(name));
  }
}
