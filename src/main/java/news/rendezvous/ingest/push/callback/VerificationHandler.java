package news.rendezvous.ingest.push.callback;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import news.rendezvous.ingest.push.PushConfig;
import news.rendezvous.ingest.push.PushMetrics;
import news.rendezvous.ingest.push.PushMetrics.Verification;
import news.rendezvous.ingest.push.PushReceipt;
import news.rendezvous.ingest.push.callback.CallbackLookup.CallbackTarget;

/**
 * Handler of the verifications of intent (W3C WebSub section 5.3). A lease or denial is stored
 * before the answer.
 */
@ApplicationScoped
class VerificationHandler {

  private final CallbackLookup callbacks;
  private final ReceiptUpdates receipts;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final InstantSource clock;

  @Inject
  VerificationHandler(
      CallbackLookup callbacks,
      ReceiptUpdates receipts,
      PushConfig config,
      PushMetrics metrics,
      InstantSource clock) {
    this.callbacks = callbacks;
    this.receipts = receipts;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
  }

  void handle(RoutingContext context, String id) {
    if (callbacks.isRead()) {
      callbacks.find(id).ifPresentOrElse(target -> verify(context, target), () -> unknown(context));
    } else {
      CallbackProblems.refuse(context, 503, CallbackLookup.UNREAD);
    }
  }

  private void verify(RoutingContext context, CallbackTarget target) {
    VerificationDecision decision =
        VerificationDecision.of(context.queryParams(), target, config.lease());
    if (decision instanceof VerificationDecision.Confirmed confirmed) {
      store(
          context,
          target,
          receipt -> receipt.verified(clock.instant(), confirmed.lease()),
          () -> {
            metrics.verified(Verification.CONFIRMED);
            answer(context, confirmed.challenge());
          });
    } else if (decision instanceof VerificationDecision.Ended ended) {
      answer(context, ended.challenge());
    } else if (decision instanceof VerificationDecision.Denied denied) {
      store(
          context,
          target,
          receipt -> receipt.denied(clock.instant(), denied.reason()),
          () -> {
            metrics.verified(Verification.DENIED);
            context.response().setStatusCode(200).end();
          });
    } else if (decision instanceof VerificationDecision.Invalid invalid) {
      CallbackProblems.invalidParameter(context, invalid.parameter(), invalid.expected());
    } else if (decision instanceof VerificationDecision.Suspended) {
      CallbackProblems.refuse(context, 503, CallbackLookup.SUSPENDED);
    } else {
      unknown(context);
    }
  }

  private void unknown(RoutingContext context) {
    metrics.verified(Verification.UNKNOWN);
    CallbackProblems.refuse(context, 404, "Nobody here asked for this.");
  }

  private void store(
      RoutingContext context,
      CallbackTarget target,
      UnaryOperator<PushReceipt> update,
      Runnable answer) {
    Context loop = context.vertx().getOrCreateContext();
    String source = target.source();
    receipts
        .<Void>inTurn(source, () -> receipts.update(source, target.callback(), update))
        .subscribe()
        .with(
            done -> loop.runOnContext(x -> answer.run()),
            failure ->
                loop.runOnContext(
                    x ->
                        CallbackProblems.refuse(
                            context, 503, "It could not be stored: try again.")));
  }

  // As plain text that no browser takes for anything else: the hub chose its bytes.
  private static void answer(RoutingContext context, String challenge) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(challenge);
  }
}
