package news.rendezvous.broker;

import org.apache.kafka.common.KafkaException;

/** Nothing is written while the disk of the embedded broker has too little room. */
final class DiskFullException extends KafkaException {

  private static final long serialVersionUID = 1;

  DiskFullException(String message) {
    super(message);
  }
}
