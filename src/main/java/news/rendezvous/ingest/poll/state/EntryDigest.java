package news.rendezvous.ingest.poll.state;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Episode;
import org.jspecify.annotations.Nullable;

/**
 * Digests of an entry, from a serialisation of its named fields. Digests are stored in the poll
 * state for the lifetime of a source, so the serialisation is a storage format: the names in it
 * stay as they are when fields of the code are renamed. One other byte would send every entry of
 * every source again.
 */
final class EntryDigest {

  private EntryDigest() {}

  /**
   * Digest of what identifies an entry within its source: guid and link, since two entries of one
   * document may share a guid; without both, the title.
   */
  static long ofIdentity(ParsedEntry entry) {
    boolean named = entry.guid() != null || entry.link() != null;
    return Digest.of(
        entry.guid() + "\n" + entry.link() + "\n" + (named ? "" : text(entry.title())));
  }

  /** Digest of everything but guid and links. */
  static long ofContent(ParsedEntry entry) {
    return Digest.of(
        "ParsedEntry[guid=null, link=null, originalLink=null, base="
            + entry.base()
            + ", title="
            + text(entry.title())
            + ", content="
            + text(entry.content())
            + ", summary="
            + text(entry.summary())
            + ", published="
            + date(entry.published())
            + ", updated="
            + date(entry.updated())
            + ", authors="
            + list(entry.authors(), author -> author)
            + ", tags="
            + list(entry.tags(), tag -> tag)
            + ", language="
            + entry.language()
            + ", media="
            + media(entry.media())
            + ", publisher="
            + entry.publisher()
            + "]");
  }

  private static String date(@Nullable EntryDate date) {
    return date == null ? "null" : date.text();
  }

  private static String media(EntryMedia media) {
    return "Media[image="
        + media.image()
        + ", thumbnail="
        + media.thumbnail()
        + ", contents="
        + list(media.contents(), EntryDigest::file)
        + ", enclosures="
        + list(media.enclosures(), EntryDigest::file)
        + ", episode="
        + episode(media.episode())
        + "]";
  }

  private static String file(Enclosure file) {
    return "Enclosure[url="
        + file.url()
        + ", type="
        + file.type()
        + ", bytes="
        + file.bytes()
        + ", seconds="
        + file.seconds()
        + ", title="
        + text(file.title())
        + "]";
  }

  private static String episode(@Nullable Episode episode) {
    return episode == null
        ? "null"
        : "Episode[season="
            + episode.season()
            + ", episode="
            + episode.episode()
            + ", episodeType="
            + episode.episodeType()
            + ", explicit="
            + episode.explicit()
            + "]";
  }

  private static String text(@Nullable Markup text) {
    return text == null ? "null" : "Markup[value=" + text.value() + ", html=" + text.html() + "]";
  }

  private static <T> String list(List<T> all, Function<T, String> written) {
    return all.stream().map(written).collect(Collectors.joining(", ", "[", "]"));
  }
}
