package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.item.Episode;
import news.rendezvous.item.text.LowerCase;
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
    return FeedValues.first(entry.text("dc:language"), entry.xml("lang"));
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
    return FeedValues.first(
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
        FeedValues.first(media.thumbnail(), image()),
        media.smallThumbnail(),
        media.pictures(),
        Stream.concat(own, media.soundAndFilm()).distinct().toList(),
        EpisodeReader.of(entry));
  }

  private @Nullable String image() {
    return base.absolute(
        FeedValues.first(
            entry.attribute("itunes:image", "href"),
            ChildElements.first(
                entry.each("image"),
                image -> FeedValues.first(image.text("url"), image.attribute("href")))));
  }

  /** Categories and keywords of iTunes and Media RSS. */
  Stream<String> categories() {
    Stream<@Nullable String> itunes =
        entry.each("itunes:category").stream().map(category -> category.attribute("text"));
    Stream<@Nullable String> media =
        entry.each("media:category").stream()
            .map(
                category ->
                    FeedValues.first(
                        category.attribute("label"), InnerMarkup.text(category.element())));
    Stream<@Nullable String> keywords =
        Stream.of("itunes:keywords", "media:keywords")
            .flatMap(name -> entry.texts(name).stream())
            .filter(list -> list.indexOf(',') > 0 || list.indexOf(' ') < 0)
            .flatMap(list -> Stream.of(list.split(",")))
            .map(FeedValues::blankToNull);
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
                    FeedValues.positive(bytes),
                    seconds,
                    Markup.html(file.attribute("title"))));
  }

  @Nullable Long duration() {
    return FeedValues.seconds(entry.text("itunes:duration"));
  }

  /** Reader of podcast metadata (Apple, "A Podcaster's Guide to RSS"). */
  private static final class EpisodeReader {

    private static final Set<String> TYPES = Set.of("full", "trailer", "bonus");

    private EpisodeReader() {}

    static @Nullable Episode of(ChildElements entry) {
      Integer season = number(entry.text("itunes:season"));
      Integer episode = number(entry.text("itunes:episode"));
      String type = type(entry.text("itunes:episodetype"));
      Boolean explicit = explicit(entry.text("itunes:explicit"));
      return Stream.of(season, episode, type, explicit).allMatch(Objects::isNull)
          ? null
          : new Episode(season, episode, type, explicit);
    }

    private static @Nullable Integer number(@Nullable String text) {
      Long number = FeedValues.positive(text);
      return number == null || number > Integer.MAX_VALUE ? null : number.intValue();
    }

    private static @Nullable String type(@Nullable String text) {
      String type = text == null ? "" : LowerCase.of(text);
      return TYPES.contains(type) ? type : null;
    }

    // The values until 2019 were "yes", "no" and "clean".
    private static @Nullable Boolean explicit(@Nullable String text) {
      return switch (text == null ? "" : LowerCase.of(text)) {
        case "true", "yes", "explicit" -> true;
        case "false", "no", "clean" -> false;
        default -> null;
      };
    }
  }
}
