/**
 * News by push: the subscriber of WebSub (W3C Recommendation of 23 January 2018).
 *
 * <p>Hubs that polls discovered enter; requests to hubs leave, and rows of the subscriptions topic.
 * {@link news.rendezvous.ingest.push.PushSubscriber} decides for the sources that this replica
 * polls; the package {@code callback} answers hubs on any replica.
 *
 * <p>The replica that a hub calls reads the document and publishes its entries itself. It does not
 * touch the poll state, which belongs to the owner of the source: it stores digests of the entries
 * in the row of the receipt, and the next poll counts them as seen. Without them an entry would be
 * sent twice, and the dedup stage would drop the repetition. Forwarding to the owner would need a
 * request between replicas, or a poll in place of the push.
 *
 * <p>A callback's id is a secret: it is in no log and in no answer of the API.
 */
@NullMarked
package news.rendezvous.ingest.push;

import org.jspecify.annotations.NullMarked;
