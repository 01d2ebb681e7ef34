package news.rendezvous.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import news.rendezvous.kafka.client.KafkaFailure.Kind;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailureTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            tls(new CertificateException("PKIX path building failed: unable to find it")),
            Kind.EXPLAINED,
            "kafka.ssl.truststore.location"),
        Arguments.of(
            tls(new CertificateException("No subject alternative DNS name matching kafka found.")),
            Kind.EXPLAINED,
            "does not name the host of kafka.bootstrap.servers"),
        Arguments.of(
            tls(new CertificateException("No name matching kafka found")),
            Kind.EXPLAINED,
            "does not name the host"),
        Arguments.of(
            tls(new SSLHandshakeException("Received fatal alert: certificate_required")),
            Kind.EXPLAINED,
            "kafka.ssl.keystore.location"),
        Arguments.of(
            new SaslAuthenticationException("Authentication failed: Invalid username or password"),
            Kind.EXPLAINED,
            "kafka.sasl.jaas.config"),
        Arguments.of(
            new TopicAuthorizationException(Set.of("news.items")),
            Kind.AUTHORIZATION,
            "on topic news.items"),
        Arguments.of(
            new TopicAuthorizationException("Topic authorization failed."),
            Kind.AUTHORIZATION,
            "grant Read and Write on all topics that begin with the topic prefix"),
        Arguments.of(
            new KafkaException(
                "Error encountered trying to commit a transaction",
                new KafkaException(
                    "Unexpected error in TxnOffsetCommitResponse: Topic authorization failed.")),
            Kind.AUTHORIZATION,
            "grant Read and Write on all topics that begin with the topic prefix"),
        Arguments.of(
            GroupAuthorizationException.forGroupId("news.poll"),
            Kind.AUTHORIZATION,
            "Read on group news.poll"),
        Arguments.of(
            new ExecutionException(
                new KafkaException(new TransactionalIdAuthorizationException("denied"))),
            Kind.AUTHORIZATION,
            "transactional ids"),
        Arguments.of(
            new FencedInstanceIdException("fenced"), Kind.EXPLAINED, "copy of this data directory"),
        Arguments.of(new TimeoutException("30 s\n passed"), Kind.UNREACHABLE, "(30 s passed)"),
        Arguments.of(
            new KafkaException(
                new IllegalStateException(
                    "Cannot attempt operation `sendOffsetsToTransaction` because the previous call"
                        + " to `commitTransaction` timed out and must be retried")),
            Kind.UNREACHABLE,
            "Kafka does not answer (Cannot attempt"),
        Arguments.of(
            new KafkaException(
                "Failed to construct", new ConfigException("No resolvable bootstrap urls given")),
            Kind.UNREACHABLE,
            "kafka.bootstrap.servers"),
        Arguments.of(
            new KafkaException("Failed to construct", new ConfigException("acks must be all")),
            Kind.OTHER,
            "kafka.* is not as it must be: acks must be all"),
        Arguments.of(
            new UnknownTopicOrPartitionException("x"), Kind.TOPIC_MISSING, "does not exist"),
        Arguments.of(new RecordTooLargeException("2 MB"), Kind.EXPLAINED, "2 MB"),
        Arguments.of(new NotEnoughReplicasException("1 of 2"), Kind.EXPLAINED, "1 of 2"),
        Arguments.of(new IllegalStateException(), Kind.OTHER, "IllegalStateException"));
  }

  private static SslAuthenticationException tls(Throwable reason) {
    SSLHandshakeException handshake = new SSLHandshakeException("(certificate_unknown) failed");
    handshake.initCause(reason);
    return new SslAuthenticationException("SSL handshake failed", handshake);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void describesCauseAndRemedyInOneLine(Throwable failure, Kind kind, String words) {
    KafkaFailure classified = KafkaFailure.of(failure);

    assertThat(classified.kind()).isEqualTo(kind);
    assertThat(classified.words()).contains(words).doesNotContain("\n");
  }

  @Test
  void namesTheTransactionalIdsThatARightIsMissingFor() {
    Throwable failure = new KafkaException(new TransactionalIdAuthorizationException("denied"));

    assertThat(KafkaFailure.ofTransaction(failure, "news.dedup").words())
        .isEqualTo(
            "a right is missing in Kafka: grant Write on the transactional ids that begin with"
                + " news.dedup");
  }
}
