package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import org.jspecify.annotations.Nullable;

/**
 * Values of an entry in the namespaces that extend RSS and Atom: Dublin Core, PRISM, Media RSS,
 * iTunes, FeedBurner.
 */
record ExtensionElements(ChildElements entry, BaseUrl base) {

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
    return entry.text(
        "dc:date",
        "dcterms:issued",
        "dcterms:created",
        "dcterms:date",
        "prism:publicationdate",
        "prism:coverdate");
  }

  @Nullable String updated() {
    return entry.text("dcterms:modified", "prism:modificationdate");
  }

  @Nullable String originalLink() {
    return base.absolute(entry.text("feedburner:origlink"));
  }

  @Nullable String description() {
    return Texts.first(
        entry.text("dc:description", "media:description"),
        ChildElements.first(entry.each("media:group"), group -> group.text("media:description")),
        entry.text("itunes:summary", "itunes:subtitle"));
  }

  /**
   * The media of an entry.
   *
   * @param own enclosures of the feed format itself
   */
  EntryMedia media(Stream<Enclosure> own) {
    MediaRss media = new MediaRss(entry, base);
    return new EntryMedia(
        Texts.first(media.thumbnail(), image()),
        media.smallThumbnail(),
        media.pictures(),
        Stream.concat(own, media.soundAndFilm()).distinct().toList(),
        EpisodeReader.of(entry));
  }

  private @Nullable String image() {
    return base.absolute(
        Texts.first(
            entry.attribute("itunes:image", "href"),
            ChildElements.first(
                entry.each("image"),
                image -> Texts.first(image.text("url"), image.attribute("href")))));
  }

  /** Categories and keywords of iTunes and Media RSS. */
  Stream<String> categories() {
    Stream<@Nullable String> itunes =
        entry.each("itunes:category").stream().map(category -> category.attribute("text"));
    Stream<@Nullable String> media =
        entry.each("media:category").stream()
            .map(
                category ->
                    Texts.first(category.attribute("label"), InnerMarkup.text(category.element())));
    Stream<@Nullable String> keywords =
        Stream.of("itunes:keywords", "media:keywords")
            .flatMap(name -> entry.texts(name).stream())
            .filter(list -> list.indexOf(',') > 0 || list.indexOf(' ') < 0)
            .flatMap(list -> Stream.of(list.split(",")))
            .map(Texts::blankToNull);
    return Stream.of(itunes, media, keywords).flatMap(tags -> tags).filter(Objects::nonNull);
  }

  /** The enclosure at a URL that an element describes; empty without a URL. */
  Stream<Enclosure> enclosure(
      @Nullable String reference,
      ChildElements file,
      @Nullable String bytes,
      @Nullable Long seconds) {
    return Stream.ofNullable(base.absolute(reference))
        .map(
            url ->
                new Enclosure(
                    url,
                    file.attribute("type"),
                    FeedNumbers.positive(bytes),
                    seconds,
                    Markup.html(file.attribute("title"))));
  }

  @Nullable Long duration() {
    return FeedNumbers.seconds(entry.text("itunes:duration"));
  }
}
