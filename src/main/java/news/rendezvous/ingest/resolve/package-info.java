/**
 * Resolution of {@code getUrls} references to URLs.
 *
 * <p>The {@link news.rendezvous.ingest.dialect.reference.EntryReference}s of one entry enter,
 * {@link news.rendezvous.item.Related} values leave, one for each reference. A reference is never
 * requested outside of its host's budget nor followed beyond its target; an unresolved one is a
 * value like any other. Answers are cached and logged to the references topic, for other replicas
 * and for the time after a restart. No request is made before that topic has been read; no entry
 * waits until it is written.
 */
@NullMarked
package news.rendezvous.ingest.resolve;

import org.jspecify.annotations.NullMarked;
