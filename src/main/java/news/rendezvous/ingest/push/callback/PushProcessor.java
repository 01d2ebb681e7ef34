package news.rendezvous.ingest.push.callback;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.push.CallbackSecrets;
import news.rendezvous.ingest.push.PushConfig;
import news.rendezvous.ingest.push.PushMetrics.Push;
import news.rendezvous.ingest.push.PushReader;
import news.rendezvous.ingest.push.PushReader.PushResult;
import news.rendezvous.ingest.push.PushSubscription;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault.Opened;
import news.rendezvous.source.Source;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Processes received pushes: authenticated content distribution (W3C WebSub section 7.1). Content
 * without a valid signature is not read. The receipt is stored after Kafka has acknowledged the
 * entries.
 */
@ApplicationScoped
class PushProcessor {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  private final CallbackSecrets secrets;
  private final PushReader reader;
  private final ReceiptUpdates receipts;
  private final InstantSource clock;
  private final InvalidPushes invalid;

  @Inject
  PushProcessor(
      CallbackSecrets secrets,
      PushReader reader,
      ReceiptUpdates receipts,
      PushConfig config,
      InstantSource clock) {
    this.secrets = secrets;
    this.reader = reader;
    this.receipts = receipts;
    this.clock = clock;
    this.invalid = new InvalidPushes(config.maxInvalid(), clock);
  }

  /**
   * Content of a push.
   *
   * @param signature value of {@code X-Hub-Signature}
   * @param type value of {@code Content-Type}
   */
  record PushContent(byte[] body, @Nullable String signature, @Nullable String type) {}

  /** True if too many pushes to a callback were invalid of late. */
  boolean isBlocked(String callback) {
    return invalid.isExceeded(callback);
  }

  /**
   * Processes a push after those before it. Fails if Kafka does not take its entries or receipt.
   */
  Uni<Push> process(Source source, PushSubscription subscription, PushContent content) {
    return receipts.inTurn(
        source.id(),
        () ->
            Uni.createFrom()
                .item(() -> mistake(source, subscription, content))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .chain(
                    mistake ->
                        mistake.isPresent()
                            ? reject(source, subscription, Push.BAD_SIGNATURE, mistake.get())
                            : read(source, subscription, content)));
  }

  private Optional<String> mistake(
      Source source, PushSubscription subscription, PushContent content) {
    Opened secret = secrets.open(source.id(), subscription);
    return secret instanceof Opened.Value value
        ? Optional.ofNullable(
            ContentSignature.mistake(content.signature(), value.text(), content.body()))
        : Optional.of(((Opened.Unreadable) secret).reason());
  }

  private Uni<Push> read(Source source, PushSubscription subscription, PushContent content) {
    Document document =
        new Document(
            FeedUrl.of(subscription.document()).parsed().map(url -> url.uri()).orElseThrow(),
            content.body(),
            content.type(),
            null,
            null,
            clock.instant());
    return reader
        .read(source, document)
        .chain(
            result ->
                result instanceof PushResult.Taken taken
                    ? accept(source, subscription, taken)
                    : reject(
                        source,
                        subscription,
                        Push.UNREADABLE,
                        ((PushResult.Unreadable) result).reason()));
  }

  private Uni<Push> accept(Source source, PushSubscription subscription, PushResult.Taken taken) {
    return receipts
        .update(
            source.id(),
            subscription.callback(),
            receipt -> receipt.received(clock.instant(), taken.seen(), taken.generation()))
        .replaceWith(Push.ACCEPTED);
  }

  private Uni<Push> reject(
      Source source, PushSubscription subscription, Push outcome, String reason) {
    invalid.count(subscription.callback());
    LOG.debugf("Push ignored: source=%s reason=%s", source.id(), reason);
    return receipts
        .update(source.id(), subscription.callback(), receipt -> receipt.rejected(1, reason))
        .replaceWith(outcome);
  }
}
