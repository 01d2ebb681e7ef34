package news.rendezvous.serve.stream;

import java.util.Locale;

/** Reason for which a stream was closed. */
enum CloseReason {

  /** The client closed the connection. */
  LEFT,

  /** The stream was refused with a problem document. */
  REFUSED,

  /** The client did not keep up. */
  SLOW,

  /** The topic no longer holds the next events. */
  LOST,

  /** The service stops. */
  SHUTDOWN;

  /** Value of the metric's tag. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
