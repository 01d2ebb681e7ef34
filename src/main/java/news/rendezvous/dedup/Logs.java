package news.rendezvous.dedup;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/** Opens the topics that a memory is rebuilt from. */
interface Logs {

  /** All of the items topic. */
  Log items();

  /** One partition of the entries topic. */
  Log entries(int partition);

  /** The records that stood in a topic when it was opened, from the first to the last. */
  interface Log extends AutoCloseable {

    /** The next records; none where they are slow to come. */
    Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next();

    /** Whether all records were given. */
    boolean isAtEnd();

    @Override
    void close();
  }

  /** A log without records. */
  Log EMPTY =
      new Log() {
        @Override
        public ConsumerRecords<@Nullable String, byte @Nullable []> next() {
          return ConsumerRecords.empty();
        }

        @Override
        public boolean isAtEnd() {
          return true;
        }

        @Override
        public void close() {}
      };
}
