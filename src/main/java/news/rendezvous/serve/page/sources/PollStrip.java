package news.rendezvous.serve.page.sources;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.ingest.poll.state.PollHistory;
import news.rendezvous.ingest.poll.state.PollHistory.Poll;

/**
 * Sparkline of the last polls, the newest at its end: a bar each, whose height and colour are its
 * kind, so that the colour is not the only mark (WCAG 1.4.1).
 *
 * @param bars the bars of each kind
 * @param counts number of polls of each kind
 */
record PollStrip(List<Bars> bars, Map<Kind, Long> counts) {

  private static final int STEP = 4;
  private static final int BAR = 3;

  /** Height of the drawing. */
  static final int HEIGHT = 20;

  /** Kind of a poll. */
  enum Kind {
    CHANGED(14),
    UNCHANGED(6),
    FAILED(HEIGHT);

    private final int height;

    Kind(int height) {
      this.height = height;
    }

    static Kind of(Poll poll) {
      if (!poll.outcome().isSuccess()) {
        return FAILED;
      }
      return poll.changed() > 0 ? CHANGED : UNCHANGED;
    }

    /** Name in the style sheet. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * All bars of one kind.
   *
   * @param path data of an SVG path
   */
  record Bars(Kind kind, String path) {}

  static PollStrip of(List<Poll> newestFirst) {
    List<Kind> kinds = newestFirst.stream().map(Kind::of).toList();
    return new PollStrip(
        Arrays.stream(Kind.values())
            .filter(kinds::contains)
            .map(kind -> new Bars(kind, path(kind, kinds)))
            .toList(),
        kinds.stream().collect(Collectors.groupingBy(kind -> kind, Collectors.counting())));
  }

  private static String path(Kind kind, List<Kind> newestFirst) {
    return IntStream.range(0, newestFirst.size())
        .filter(age -> newestFirst.get(age) == kind)
        .mapToObj(age -> bar(kind, PollHistory.MAX_POLLS - 1 - age))
        .collect(Collectors.joining());
  }

  private static String bar(Kind kind, int position) {
    return "M%d %dh%dv%dh-%dz"
        .formatted(position * STEP, HEIGHT - kind.height, BAR, kind.height, BAR);
  }

  /** Width of the drawing. */
  public int width() {
    return PollHistory.MAX_POLLS * STEP - (STEP - BAR);
  }

  public int height() {
    return HEIGHT;
  }

  /** Base line of all bars, also of polls that have not been made. */
  public String track() {
    return "M0 %dh%dv1H0z".formatted(HEIGHT - 1, width());
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public long changed() {
    return counts.getOrDefault(Kind.CHANGED, 0L);
  }

  public long unchanged() {
    return counts.getOrDefault(Kind.UNCHANGED, 0L);
  }

  public long failed() {
    return counts.getOrDefault(Kind.FAILED, 0L);
  }
}
