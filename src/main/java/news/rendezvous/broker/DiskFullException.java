package news.rendezvous.broker;

import org.apache.kafka.common.KafkaException;

/** A write was refused because the disk of the embedded broker is full. */
final class DiskFullException extends KafkaException {

  private static final long serialVersionUID = 1;

  DiskFullException(String message) {
    super(message);
  }
}
