package news.rendezvous.page;

import java.util.Locale;
import news.rendezvous.poll.SourceSummary;

/** How a source fares, in the order in which somebody should look at it. */
enum State {
  FAILING("Failing", "!"),
  GONE("Gone", "×"),
  WAITING("Not polled yet", "…"),
  ACTIVE("Active", "✓"),
  DISABLED("Disabled", "–");

  private final String words;
  private final String sign;

  State(String words, String sign) {
    this.words = words;
    this.sign = sign;
  }

  static State of(SourceSummary source) {
    return switch (source.status()) {
      case FAILING -> FAILING;
      case GONE -> GONE;
      case DISABLED -> DISABLED;
      case ACTIVE -> source.state() == null ? WAITING : ACTIVE;
    };
  }

  /** Its name in addresses and styles. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for people. */
  public String words() {
    return words;
  }

  /** A sign for those who do not see the colour. */
  public String sign() {
    return sign;
  }
}
