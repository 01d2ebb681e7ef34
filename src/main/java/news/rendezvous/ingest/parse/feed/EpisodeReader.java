package news.rendezvous.ingest.parse.feed;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.item.Episode;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** Reader of podcast metadata (Apple, "A Podcaster's Guide to RSS"). */
final class EpisodeReader {

  private static final Set<String> TYPES = Set.of("full", "trailer", "bonus");

  private EpisodeReader() {}

  /** The metadata of an entry; null without any. */
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
    Long number = FeedNumbers.positive(text);
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
