package news.rendezvous.kafka.client;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Classifier of Kafka's exceptions: the kind of failure, and one line with cause and remedy. The
 * whole chain of causes is searched, since Kafka wraps the one that matters.
 *
 * @param words the line, without a stack trace
 */
public record KafkaFailure(Kind kind, String words) {

  private static final String NO_ANSWER = "Kafka does not answer";
  private static final String READ_AND_WRITE = "Read and Write";
  private static final String NOT_AUTHORIZED = "Topic authorization failed.";
  private static final String PENDING = "timed out and must be retried";

  /** The kinds that callers distinguish. */
  public enum Kind {
    /** No answer; no remedy is needed. */
    UNREACHABLE,
    /** A right is missing. */
    AUTHORIZATION,
    /** The topic does not exist. */
    TOPIC_MISSING,
    /** The disk of the embedded broker is full. */
    DISK_FULL,
    /** Another failure that the line explains. */
    EXPLAINED,
    /** Anything else, which may be a bug. */
    OTHER
  }

  public static KafkaFailure of(Throwable failure) {
    return of(failure, READ_AND_WRITE);
  }

  /**
   * Classifies an exception and all its causes.
   *
   * @param right on a topic which the failed operation needs: Kafka names the topic only
   */
  public static KafkaFailure of(Throwable failure, String right) {
    return of(failure, right, "the topic prefix");
  }

  /**
   * Classifies an exception of a transactional producer.
   *
   * @param ids beginning of its transactional ids, which Kafka does not name
   */
  public static KafkaFailure ofTransaction(Throwable failure, String ids) {
    return of(failure, READ_AND_WRITE, ids);
  }

  private static KafkaFailure of(Throwable failure, String right, String ids) {
    List<Throwable> chain =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20).toList();
    return tls(chain)
        .or(() -> first(chain, AuthenticationException.class, Kind.EXPLAINED, KafkaFailure::login))
        .or(
            () ->
                first(
                    chain,
                    AuthorizationException.class,
                    Kind.AUTHORIZATION,
                    e -> "a right is missing in Kafka: " + grant(e, right, ids)))
        .or(() -> untyped(chain, right))
        .or(() -> first(chain, FencedInstanceIdException.class, Kind.EXPLAINED, KafkaFailure::copy))
        .or(() -> first(chain, ProducerFencedException.class, Kind.EXPLAINED, KafkaFailure::copy))
        .or(() -> first(chain, RecordTooLargeException.class, Kind.EXPLAINED, KafkaFailure::line))
        .or(
            () ->
                first(
                    chain,
                    UnknownTopicOrPartitionException.class,
                    Kind.TOPIC_MISSING,
                    e -> "the topic does not exist (%s)".formatted(line(e))))
        .or(() -> first(chain, DiskFullException.class, Kind.DISK_FULL, KafkaFailure::line))
        .or(() -> misconfigured(chain))
        .or(() -> first(chain, TimeoutException.class, Kind.UNREACHABLE, KafkaFailure::silent))
        .or(() -> first(chain, DisconnectException.class, Kind.UNREACHABLE, KafkaFailure::silent))
        .or(() -> pendingTransaction(chain))
        .or(() -> first(chain, RetriableException.class, Kind.EXPLAINED, KafkaFailure::line))
        .orElseGet(() -> new KafkaFailure(Kind.OTHER, line(unwrapped(failure))));
  }

  // The exception of a future has no information but its cause.
  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ExecutionException && cause != null ? cause : failure;
  }

  private static <T extends Throwable> Optional<KafkaFailure> first(
      List<Throwable> chain, Class<T> type, Kind kind, Function<T, String> words) {
    return chain.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .map(e -> new KafkaFailure(kind, words.apply(e)))
        .findFirst();
  }

  // The innermost cause has the reason; the others only report a failed handshake.
  private static Optional<KafkaFailure> tls(List<Throwable> chain) {
    boolean handshake =
        chain.stream()
            .anyMatch(e -> e instanceof SslAuthenticationException || e instanceof SSLException);
    if (!handshake) {
      return Optional.empty();
    }
    Throwable reason =
        chain.stream()
            .filter(e -> e instanceof SSLException || e instanceof GeneralSecurityException)
            .reduce((outer, inner) -> inner)
            .orElse(chain.get(chain.size() - 1));
    String text = line(reason);
    return Optional.of(
        new KafkaFailure(
            Kind.EXPLAINED,
            "the TLS handshake with Kafka failed (%s): %s".formatted(text, remedy(text))));
  }

  private static String remedy(String reason) {
    if (reason.contains("PKIX") || reason.contains("certification path")) {
      return "its certificate is not signed by an authority of the trust store; set"
          + " kafka.ssl.truststore.location";
    }
    if (reason.contains("No subject alternative") || reason.contains("No name matching")) {
      return "its certificate does not name the host of kafka.bootstrap.servers; use a name that it"
          + " has";
    }
    if (reason.contains("certificate_required") || reason.contains("bad_certificate")) {
      return "it asks for a client certificate that it trusts; set kafka.ssl.keystore.location";
    }
    if (reason.contains("not an SSL/TLS") || reason.contains("plaintext")) {
      return "this port does not speak TLS; change kafka.security.protocol or"
          + " kafka.bootstrap.servers";
    }
    return "compare kafka.security.protocol and kafka.ssl.* with the cluster's listener";
  }

  private static String login(AuthenticationException e) {
    return "Kafka refuses the login (%s): compare kafka.sasl.mechanism and kafka.sasl.jaas.config with the cluster's users"
        .formatted(line(e));
  }

  private static String grant(AuthorizationException e, String right, String ids) {
    if (e instanceof TopicAuthorizationException topic && !topic.unauthorizedTopics().isEmpty()) {
      return "grant %s on topic %s"
          .formatted(
              right,
              topic.unauthorizedTopics().stream().sorted().collect(Collectors.joining(", ")));
    }
    if (e instanceof TopicAuthorizationException) {
      return grantOnTopics(right);
    }
    if (e instanceof GroupAuthorizationException group && group.groupId() != null) {
      return "grant Read on group " + group.groupId();
    }
    if (e instanceof TransactionalIdAuthorizationException) {
      return "grant Write on the transactional ids that begin with " + ids;
    }
    return line(e);
  }

  // The commit of offsets in a transaction reports a missing right in words only.
  private static Optional<KafkaFailure> untyped(List<Throwable> chain, String right) {
    return chain.stream()
        .filter(e -> e instanceof KafkaException && line(e).endsWith(NOT_AUTHORIZED))
        .findFirst()
        .map(
            e ->
                new KafkaFailure(
                    Kind.AUTHORIZATION, "a right is missing in Kafka: " + grantOnTopics(right)));
  }

  private static String grantOnTopics(String right) {
    return "grant %s on all topics that begin with the topic prefix".formatted(right);
  }

  private static String copy(Throwable e) {
    return "another process with a copy of this data directory took this one's place (%s)"
        .formatted(line(e));
  }

  private static Optional<KafkaFailure> misconfigured(List<Throwable> chain) {
    return chain.stream()
        .filter(ConfigException.class::isInstance)
        .findFirst()
        .map(
            e ->
                line(e).contains("bootstrap")
                    ? new KafkaFailure(
                        Kind.UNREACHABLE,
                        "no server of kafka.bootstrap.servers is found (%s)".formatted(line(e)))
                    : new KafkaFailure(Kind.OTHER, "kafka.* is not as it must be: " + line(e)));
  }

  // Kafka Streams goes on with a transaction whose commit or abort timed out, which its producer
  // refuses by an IllegalStateException.
  private static Optional<KafkaFailure> pendingTransaction(List<Throwable> chain) {
    return chain.stream()
        .filter(e -> e instanceof IllegalStateException && line(e).contains(PENDING))
        .findFirst()
        .map(e -> new KafkaFailure(Kind.UNREACHABLE, silent(e)));
  }

  private static String silent(Throwable e) {
    String line = line(e);
    return line.startsWith(NO_ANSWER) ? line : "%s (%s)".formatted(NO_ANSWER, line);
  }

  /** An exception's message in one line; its name where it has none. */
  public static String line(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A write was refused because the disk of the embedded broker is full. */
  public static final class DiskFullException extends KafkaException {

    private static final long serialVersionUID = 1;

    public DiskFullException(String message) {
      super(message);
    }
  }
}
