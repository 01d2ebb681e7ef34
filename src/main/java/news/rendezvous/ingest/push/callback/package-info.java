/**
 * Callbacks of hubs, answered on any replica: verification of intent (W3C WebSub section 5.3) and
 * content distribution (section 7).
 *
 * <p>Requests of hubs enter; receipts leave to the subscriptions topic, and pushed documents to the
 * reader of the poll stage. {@link news.rendezvous.ingest.push.callback.CallbackRoute} begins,
 * {@link news.rendezvous.ingest.push.callback.VerificationDecision} and {@link
 * news.rendezvous.ingest.push.callback.PushProcessor} decide without the server.
 *
 * <p>A hub is answered by success only after Kafka has acknowledged the entries. Content without a
 * valid signature is never read. A callback's id is a secret: it is in no log. No row of a
 * subscription is written here, only its receipt.
 */
@NullMarked
package news.rendezvous.ingest.push.callback;

import org.jspecify.annotations.NullMarked;
