package news.rendezvous.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.Backoff;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.disk.DataDirectory;
import org.jboss.logging.Logger;

/**
 * Single Kafka node inside this process, broker and controller in one (KRaft), with its log in the
 * data directory. It listens on 127.0.0.1 only. A node that ended because its disk was full is
 * replaced by another on the same port once there is space.
 */
final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final DataDirectory directory;
  private final Properties properties;
  private final BooleanSupplier hasSpace;
  private final BackgroundTask task;
  private final String bootstrapServers;
  private final Semaphore ended;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread supervisor = new Thread(this::supervise, "rendezvous-broker");
  private KafkaNode node;

  private EmbeddedBroker(FirstNode first, BooleanSupplier hasSpace, BackgroundTask task) {
    this.directory = first.directory();
    this.properties = first.properties();
    this.ended = first.ended();
    this.node = first.node();
    this.hasSpace = hasSpace;
    this.task = task;
    this.bootstrapServers = EmbeddedPort.HOST + ":" + first.port();
    task.running();
    supervisor.setDaemon(true);
  }

  /**
   * Supervises the node from now on.
   *
   * @param hasSpace true while there is space on the disk
   * @param task not ready while the node is away: its clients only know that it does not answer
   */
  static EmbeddedBroker of(FirstNode first, BooleanSupplier hasSpace, BackgroundTask task) {
    EmbeddedBroker broker = new EmbeddedBroker(first, hasSpace, task);
    broker.supervisor.start();
    return broker;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  private void supervise() {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    try {
      while (closing.getCount() > 0) {
        long begun = System.nanoTime();
        ended.acquire();
        if (System.nanoTime() - begun > LONGEST_PAUSE.toNanos()) {
          backoff.reset();
        }
        replace(backoff);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  private void replace(Backoff backoff) throws InterruptedException {
    String reason =
        "The embedded Kafka has ended, since it could not write its log in %s. It is restarted when there is free space"
            .formatted(properties.get("log.dirs"));
    LOG.error(reason);
    task.blocked(reason);
    if (!node.clear(STOP_TIMEOUT)) {
      task.stopped("its threads do not stop: restart the service");
      return;
    }
    boolean running = false;
    while (!running) {
      TimeUnit.MILLISECONDS.sleep(backoff.pause().toMillis());
      awaitSpace();
      running = start();
    }
  }

  private void awaitSpace() throws InterruptedException {
    while (!hasSpace.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE.toMillis());
    }
  }

  private boolean start() throws InterruptedException {
    ended.drainPermits();
    try {
      node = KafkaNode.start(properties, ended::release);
      LOG.info("The embedded Kafka was restarted");
      task.running();
      return true;
    } catch (RuntimeException | Error e) {
      task.failing("it cannot be started: " + KafkaFailure.line(e));
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    supervisor.interrupt();
    try {
      supervisor.join();
      node.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.close();
  }
}
