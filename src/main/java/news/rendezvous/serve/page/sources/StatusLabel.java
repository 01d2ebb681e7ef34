package news.rendezvous.serve.page.sources;

import java.util.Locale;
import news.rendezvous.ingest.poll.SourceSummary;

/** Status of a source on the page, in order of urgency. */
enum StatusLabel {
  FAILING("Failing", "!"),
  GONE("Gone", "×"),
  WAITING("Not polled yet", "…"),
  ACTIVE("Active", "✓"),
  DISABLED("Disabled", "–");

  private final String words;
  private final String sign;

  StatusLabel(String words, String sign) {
    this.words = words;
    this.sign = sign;
  }

  static StatusLabel of(SourceSummary source) {
    return switch (source.status()) {
      case FAILING -> FAILING;
      case GONE -> GONE;
      case DISABLED -> DISABLED;
      case ACTIVE -> source.state() == null ? WAITING : ACTIVE;
    };
  }

  /** Name in URLs and style sheet. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name for people. */
  public String words() {
    return words;
  }

  /** Sign, so that the colour is not the only mark (WCAG 1.4.1). */
  public String sign() {
    return sign;
  }
}
