package news.rendezvous.fetch;

import java.util.Locale;

/**
 * How a poll of a source ended. The label is what metrics, the log and the source's state show; the
 * labels are part of the contract.
 */
public enum Outcome {
  OK,
  NOT_MODIFIED,
  /** An empty body, or a feed without entries. */
  EMPTY,
  /** A status that is neither success nor one of the special cases below. */
  HTTP_ERROR,
  /** 410. */
  GONE,
  /** 304 to a request that carried no validators. */
  UNEXPECTED_304,
  /** 429, or 503 with Retry-After. */
  THROTTLED,
  DNS_ERROR,
  /** No connection within the time for it. */
  CONNECT_TIMEOUT,
  /** Connection refused or reset. */
  CONNECT_ERROR,
  TLS_TIMEOUT,
  TLS_ERROR,
  /** No response headers, or no end of the body, in time. */
  TIMEOUT,
  TOO_LARGE,
  /** The body ended before its length or its coding did. */
  TRUNCATED,
  BAD_ENCODING,
  REDIRECT_LIMIT,
  ADDRESS_BLOCKED,
  DOWNGRADE_BLOCKED,
  SCHEME_BLOCKED,
  NOT_A_FEED,
  /** A web firewall's challenge in place of the feed. */
  BLOCKED,
  /** A document type declaration that could do harm. */
  DTD_REJECTED,
  /** Deeper, wider or longer than is read. */
  LIMIT;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /** Whether the host gave no response at all, or none that came to its end. */
  public boolean isSilence() {
    return switch (this) {
      case DNS_ERROR, CONNECT_TIMEOUT, CONNECT_ERROR, TLS_TIMEOUT, TLS_ERROR, TIMEOUT -> true;
      default -> false;
    };
  }

  /** Whether the source did what it should; everything else is a failure and backs off. */
  public boolean isSuccess() {
    return this == OK || this == NOT_MODIFIED || this == EMPTY;
  }
}
