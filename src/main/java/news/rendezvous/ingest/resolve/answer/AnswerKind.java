package news.rendezvous.ingest.resolve.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import news.rendezvous.source.PollOutcome;

/**
 * Kinds of answers of {@code getUrls} end points. The labels are values of the metric, and part of
 * stored records. A request without a response has the label of its {@link PollOutcome} instead.
 */
public enum AnswerKind {
  REDIRECT(Outcome.RESOLVED),
  /** A list of URLs in JSON. */
  JSON(Outcome.RESOLVED),
  /** A list of URLs, one a line. */
  TEXT(Outcome.RESOLVED),
  /** An HTML page, which names its URL or is at it. */
  PAGE(Outcome.RESOLVED),
  /** An image, video or audio. */
  MEDIA(Outcome.RESOLVED),
  /** Any other document. */
  DOCUMENT(Outcome.RESOLVED),
  /** 204, 404 or 410. */
  ABSENT(Outcome.ABSENT),
  EMPTY(Outcome.ABSENT),
  NOT_FOUND_PAGE(Outcome.ABSENT),
  LOGIN_PAGE(Outcome.ABSENT),
  /** 429, or 503 with Retry-After. */
  THROTTLED(Outcome.FAILED),
  /** Any other status. */
  HTTP_ERROR(Outcome.FAILED),
  UNREADABLE(Outcome.FAILED),
  /** The challenge page of a web application firewall. */
  CHALLENGE(Outcome.FAILED),
  /** Its URLs are forbidden. */
  ADDRESS_BLOCKED(Outcome.FAILED),
  /** It was read by a bug. */
  ERROR(Outcome.FAILED);

  /** Result for the reference. */
  public enum Outcome {
    RESOLVED,
    ABSENT,
    FAILED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The labels of the kinds with this outcome, as far as they are known in advance. */
    public List<String> kinds() {
      Stream<String> answers =
          Arrays.stream(AnswerKind.values())
              .filter(kind -> kind.outcome == this)
              .map(AnswerKind::label);
      Stream<String> silences =
          this == FAILED
              ? Arrays.stream(PollOutcome.values())
                  .filter(PollOutcome::isSilence)
                  .map(PollOutcome::label)
              : Stream.empty();
      return Stream.concat(answers, silences).toList();
    }
  }

  private final Outcome outcome;

  AnswerKind(Outcome outcome) {
    this.outcome = outcome;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
