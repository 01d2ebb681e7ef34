package news.rendezvous.source;

import java.util.Locale;

/**
 * Outcome of a poll. The label is the value in metrics, logs and the state of the source; labels
 * are part of the contract and of stored records. It is in this package, the lowest that ingestion,
 * administration and pages share, since each stage of a poll has outcomes.
 */
public enum PollOutcome {
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
  /** The stored credentials of the source cannot be decrypted; no request was made. */
  CREDENTIALS_UNREADABLE,
  NOT_A_FEED,
  /** The challenge page of a web application firewall in place of the feed. */
  BLOCKED,
  /** A document type declaration that could expand entities (XXE, entity bombs). */
  DTD_REJECTED,
  /** Deeper, wider or longer than the parser's limits. */
  LIMIT;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /** True if the host gave no response, or none that was complete in time. */
  public boolean isSilence() {
    return switch (this) {
      case DNS_ERROR, CONNECT_TIMEOUT, CONNECT_ERROR, TLS_TIMEOUT, TLS_ERROR, TIMEOUT -> true;
      default -> false;
    };
  }

  /** False for failures, which back off. */
  public boolean isSuccess() {
    return this == OK || this == NOT_MODIFIED || this == EMPTY;
  }
}
