package news.rendezvous.ingest.parse.feed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.PollingHints;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** Reader of polling hints: ttl, skipHours, skipDays (RSS 2.0) and the Syndication module. */
final class PollingHintsReader {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "hourly", Duration.ofHours(1),
          "daily", Duration.ofDays(1),
          "weekly", Duration.ofDays(7),
          "monthly", Duration.ofDays(30),
          "yearly", YEAR);

  private PollingHintsReader() {}

  static @Nullable PollingHints of(ChildElements channel) {
    Duration timeToLive = timeToLive(channel);
    List<Integer> hours =
        listed(channel, "skiphours", "hour").flatMap(PollingHintsReader::hour).distinct().toList();
    List<DayOfWeek> days =
        listed(channel, "skipdays", "day").flatMap(PollingHintsReader::day).distinct().toList();
    return timeToLive == null && hours.isEmpty() && days.isEmpty()
        ? null
        : new PollingHints(timeToLive, hours, days);
  }

  // RSS 2.0: ttl in minutes. RSS 1.0 Syndication: a frequency within a period, daily by default.
  private static @Nullable Duration timeToLive(ChildElements channel) {
    Long minutes = FeedValues.positive(channel.text("ttl"));
    if (minutes != null) {
      return Duration.ofMinutes(Math.min(minutes, YEAR.toMinutes()));
    }
    String period = channel.text("sy:updateperiod");
    Long frequency = FeedValues.positive(channel.text("sy:updatefrequency"));
    Duration each = period == null ? null : PERIODS.get(LowerCase.of(period));
    return each == null ? null : each.dividedBy(frequency == null ? 1 : frequency);
  }

  private static Stream<String> listed(ChildElements channel, String list, String name) {
    return channel.each(list).stream().flatMap(skipped -> skipped.texts(name).stream());
  }

  // Midnight is 24 in RSS 0.91 and 0 in RSS 2.0.
  private static Stream<Integer> hour(String text) {
    return text.matches("[01]?\\d|2[0-4]")
        ? Stream.of(Integer.parseInt(text) % 24)
        : Stream.empty();
  }

  private static Stream<DayOfWeek> day(String text) {
    return Stream.of(DayOfWeek.values()).filter(day -> day.name().equalsIgnoreCase(text));
  }
}
