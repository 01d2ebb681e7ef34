package news.rendezvous.serve.stream;

import java.time.Instant;
import news.rendezvous.view.StreamPosition;

/** Start of a stream before the end of the topic, as a client names it. */
sealed interface StreamStart {

  /** After the events that a position stands for. */
  record After(StreamPosition position) implements StreamStart {}

  /** With the first record of a time or later, in each partition. */
  record Since(Instant time) implements StreamStart {}

  /** With the oldest record that the topic holds. */
  record Earliest() implements StreamStart {}

  /** Result of the look-up of a start in the topic. */
  sealed interface Resolution {

    record Begin(StreamPosition at) implements Resolution {}

    /** The topic does not hold all events after the position. */
    record Gone(StreamPosition earliest) implements Resolution {}

    /** Kafka does not answer. */
    record Unavailable() implements Resolution {}
  }
}
