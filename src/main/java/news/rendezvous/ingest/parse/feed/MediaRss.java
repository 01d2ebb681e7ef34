package news.rendezvous.ingest.parse.feed;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.url.MediaUrl;
import org.jspecify.annotations.Nullable;

/** Reader of Media RSS 1.5.1: pictures, audio and video of an entry. */
final class MediaRss {

  private static final Set<String> SOUND_AND_FILM = Set.of("audio", "video");

  private final BaseUrl base;
  private final List<ChildElements> groups;
  private final List<ChildElements> contents;
  private final List<Picture> thumbnails;

  MediaRss(ChildElements entry, BaseUrl base) {
    this.base = base;
    this.groups = entry.each("media:group");
    this.contents = entry.each("media:content");
    this.thumbnails =
        Stream.of(Stream.of(entry), groups.stream(), contents())
            .flatMap(holders -> holders)
            .flatMap(holder -> holder.each("media:thumbnail").stream())
            .flatMap(thumbnail -> picture(thumbnail, thumbnail).stream())
            .toList();
  }

  private Stream<ChildElements> contents() {
    return Stream.concat(
        contents.stream(), groups.stream().flatMap(group -> group.each("media:content").stream()));
  }

  Stream<Enclosure> soundAndFilm() {
    return contents()
        .filter(content -> SOUND_AND_FILM.contains(kind(content)) || isPlaylist(content))
        .flatMap(content -> file(content, content).stream());
  }

  // HTTP Live Streaming (RFC 8216 section 4), whose media type begins with "application".
  private static boolean isPlaylist(ChildElements content) {
    String type = content.attribute("type");
    return type != null && type.regionMatches(true, type.length() - 7, "mpegurl", 0, 7);
  }

  /**
   * Files that are pictures, or may be since they have no type. Of one picture in several sizes,
   * the largest is returned.
   */
  List<Enclosure> pictures() {
    Map<String, Picture> largest = new LinkedHashMap<>();
    Stream<Picture> ofGroups = groups.stream().flatMap(group -> largest(pictures(group)).stream());
    Stream.concat(
            contents.stream().flatMap(content -> picture(content, content).stream()), ofGroups)
        .forEach(picture -> largest.merge(picture.key(), picture, Picture::larger));
    return largest.values().stream().map(Picture::file).toList();
  }

  /** The renditions of the one picture of a group. */
  private List<Picture> pictures(ChildElements group) {
    return group.each("media:content").stream()
        .flatMap(content -> picture(content, group).stream())
        .toList();
  }

  private Optional<Picture> picture(ChildElements content, ChildElements described) {
    String kind = kind(content);
    return kind.isEmpty() || kind.equals("image")
        ? file(content, described)
            .filter(file -> !MediaUrl.isAvatar(file.url()))
            .map(file -> new Picture(file, size(content, "width"), size(content, "height")))
        : Optional.empty();
  }

  private Optional<Enclosure> file(ChildElements content, ChildElements described) {
    String address = FeedValues.first(content.attribute("url"), content.element().text());
    return Optional.ofNullable(base.absolute(address))
        .map(
            url ->
                new Enclosure(
                    url,
                    type(content),
                    FeedValues.positive(content.attribute("fileSize")),
                    FeedValues.seconds(content.attribute("duration")),
                    title(content, described)));
  }

  private static @Nullable String type(ChildElements content) {
    String type = content.attribute("type");
    return type == null && kind(content).equals("image") ? "image/*" : type;
  }

  // Mastodon and others put the alternative text of a picture in its description.
  private static @Nullable Markup title(ChildElements content, ChildElements group) {
    return Markup.html(
        FeedValues.first(
            content.text("media:description", "media:title"),
            group.text("media:description", "media:title")));
  }

  /** URL of the largest thumbnail; null if all are known to be small. */
  @Nullable String thumbnail() {
    return url(thumbnails.stream().filter(picture -> !picture.isSmall()));
  }

  /** URL of the largest thumbnail among those that are known to be small; null without one. */
  @Nullable String smallThumbnail() {
    return url(thumbnails.stream().filter(Picture::isSmall));
  }

  private static @Nullable String url(Stream<Picture> pictures) {
    return largest(pictures.toList()).map(picture -> picture.file().url()).orElse(null);
  }

  private static Optional<Picture> largest(Collection<Picture> pictures) {
    return pictures.stream().reduce(Picture::larger);
  }

  private static String kind(ChildElements content) {
    String medium = content.attribute("medium");
    String type = content.attribute("type");
    String kind = medium != null ? medium : type == null ? "" : type.split("/", 2)[0];
    return LowerCase.of(kind.strip());
  }

  private static @Nullable Long size(ChildElements content, String side) {
    return FeedValues.positive(content.attribute(side));
  }

  /** A picture, and its width and height in pixels where they are known. */
  private record Picture(Enclosure file, @Nullable Long width, @Nullable Long height) {

    /** Shortest side of a lead picture; smaller ones are icons. */
    private static final int SMALL = 100;

    /** Key of the picture in any size: sites select the size by the query of the URL. */
    String key() {
      return width == null ? file.url() : file.url().split("\\?", 2)[0];
    }

    boolean isSmall() {
      return Stream.of(width, height).filter(Objects::nonNull).anyMatch(side -> side < SMALL);
    }

    Picture larger(Picture other) {
      return other.area() > area() ? other : this;
    }

    private long area() {
      return width == null ? 0 : width * (height == null ? width : height);
    }
  }
}
