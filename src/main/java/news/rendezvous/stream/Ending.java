package news.rendezvous.stream;

import java.util.Locale;

/** Why a stream ended. */
enum Ending {

  /** The reader went away. */
  LEFT,

  /** It never began, and a problem document said why. */
  REFUSED,

  /** The reader did not keep up. */
  SLOW,

  /** The topic no longer holds what would have come next. */
  LOST,

  /** The service stops. */
  SHUTDOWN;

  /** Its name in metrics. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
