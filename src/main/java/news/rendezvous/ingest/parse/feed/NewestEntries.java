package news.rendezvous.ingest.parse.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.item.text.InternetDate;
import org.jspecify.annotations.Nullable;

/** Selection of the newest entries of a document, before they are parsed. */
public final class NewestEntries {

  private NewestEntries() {}

  /** The newest entries in the order of the list; the first ones if a date cannot be parsed. */
  public static <T> List<T> of(List<T> entries, int most, Function<T, @Nullable String> date) {
    if (entries.size() <= most) {
      return entries;
    }
    List<Instant> dates = new ArrayList<>();
    for (T entry : entries) {
      String text = date.apply(entry);
      Instant instant = text == null ? null : InternetDate.read(text);
      if (instant == null) {
        // Feeds are newest first by convention.
        return entries.subList(0, most);
      }
      dates.add(instant);
    }
    Set<Integer> kept =
        IntStream.range(0, entries.size())
            .boxed()
            .sorted(Comparator.<Integer, Instant>comparing(dates::get).reversed())
            .limit(most)
            .collect(Collectors.toSet());
    return IntStream.range(0, entries.size())
        .filter(kept::contains)
        .mapToObj(entries::get)
        .toList();
  }
}
