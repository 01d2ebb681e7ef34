package news.rendezvous.serve.page.sources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import news.rendezvous.ingest.poll.SourceSummary;

/** Status of a source on the page, in order of urgency. */
enum StatusLabel {
  FAILING("!"),
  GONE("×"),
  WAITING("…"),
  ACTIVE("✓"),
  DISABLED("–");

  private final String sign;

  StatusLabel(String sign) {
    this.sign = sign;
  }

  static StatusLabel of(SourceSummary source) {
    return switch (source.status()) {
      case FAILING -> FAILING;
      case GONE -> GONE;
      // It is polled no more without an operator's command: either he paused it, or it is gone.
      case DISABLED -> source.source().enabled() ? GONE : DISABLED;
      case ACTIVE -> source.state() == null ? WAITING : ACTIVE;
    };
  }

  /** Reads the parameter {@code state}. */
  static Optional<StatusLabel> parse(String key) {
    return Arrays.stream(values()).filter(state -> state.key().equals(key)).findFirst();
  }

  /** Name in URLs and style sheet. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Sign, so that the colour is not the only mark (WCAG 1.4.1). */
  public String sign() {
    return sign;
  }
}
