package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.parse.ParsedEntry.Enclosure;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * What an entry says in the namespaces that extend RSS and Atom: Dublin Core, Media RSS, iTunes,
 * FeedBurner. It is read from the tree, since ROME's modules throw at values they do not know.
 */
record Extensions(Element entry, Base base) {

  List<String> creators() {
    return Stream.of(
            Elements.texts(entry, Names.DC, "creator"),
            Elements.texts(entry, Names.ITUNES, "author"))
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  List<String> subjects() {
    return Elements.texts(entry, Names.DC, "subject");
  }

  @Nullable String title() {
    return Elements.first(
        Elements.text(entry, Names.DC, "title"),
        Elements.text(entry, Names.MEDIA, "title"),
        Elements.text(entry, Names.ITUNES, "title"));
  }

  @Nullable String language() {
    return Elements.first(Elements.text(entry, Names.DC, "language"), Elements.xml(entry, "lang"));
  }

  @Nullable String publisher() {
    return Elements.text(entry, Names.DC, "publisher");
  }

  @Nullable String published() {
    return Elements.first(
        Elements.text(entry, Names.DC, "date"),
        Elements.text(entry, Names.DCTERMS, "issued", "created", "date"));
  }

  @Nullable String updated() {
    return Elements.text(entry, Names.DCTERMS, "modified");
  }

  /** The date that an entry of any format gives first, for ordering. */
  static @Nullable String date(Element entry) {
    String core = entry.getNamespaceURI();
    return Elements.first(
        Elements.text(entry, core, "pubDate", "published", "updated", "issued", "modified"),
        Elements.text(entry, Names.DC, "date"));
  }

  @Nullable String originalLink() {
    return Elements.text(entry, Names.FEEDBURNER, "origLink");
  }

  @Nullable String description() {
    return Elements.first(
        Elements.text(entry, Names.MEDIA, "description"),
        group(Names.MEDIA, "group")
            .map(g -> Elements.text(g, Names.MEDIA, "description"))
            .filter(t -> t != null)
            .findFirst()
            .orElse(null),
        Elements.text(entry, Names.ITUNES, "summary"));
  }

  @Nullable String image() {
    Stream<@Nullable String> media =
        Stream.concat(
            media("thumbnail").map(e -> Elements.attribute(e, "url")),
            media("content")
                .filter(e -> kind(e).equals("image"))
                .map(e -> Elements.attribute(e, "url")));
    Stream<@Nullable String> itunes =
        group(Names.ITUNES, "image").map(e -> Elements.attribute(e, "href"));
    return Stream.concat(media, itunes)
        .filter(address -> address != null)
        .findFirst()
        .map(base::absolute)
        .orElse(null);
  }

  /** Sound and film of Media RSS. */
  List<Enclosure> media() {
    return media("content")
        .filter(e -> kind(e).equals("audio") || kind(e).equals("video"))
        .filter(e -> Elements.attribute(e, "url") != null)
        .map(this::enclosure)
        .toList();
  }

  private Enclosure enclosure(Element content) {
    return new Enclosure(
        String.valueOf(base.absolute(Elements.attribute(content, "url"))),
        Elements.attribute(content, "type"),
        Numbers.positive(content.getAttributeValue("fileSize")),
        Numbers.seconds(content.getAttributeValue("duration")));
  }

  @Nullable Long duration() {
    return Numbers.seconds(Elements.text(entry, Names.ITUNES, "duration"));
  }

  private static String kind(Element content) {
    String medium = Elements.attribute(content, "medium");
    String type = Elements.attribute(content, "type");
    return medium != null ? medium : type == null ? "" : type.split("/", 2)[0];
  }

  private Stream<Element> media(String name) {
    List<Element> parents = new ArrayList<>(List.of(entry));
    group(Names.MEDIA, "group").forEach(parents::add);
    group(Names.MEDIA, "content").forEach(parents::add);
    return parents.stream().flatMap(parent -> Elements.children(parent, Names.MEDIA, name));
  }

  private Stream<Element> group(String namespace, String name) {
    return Elements.children(entry, namespace, name);
  }
}
