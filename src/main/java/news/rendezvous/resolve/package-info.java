/**
 * References to addresses.
 *
 * <p>The {@link news.rendezvous.dialect.Reference}s of one entry enter, {@link
 * news.rendezvous.item.Related} values leave, one for each distinct target. A reference is never
 * requested outside of its host's budget nor followed further than to its target, and an unresolved
 * one is a value like any other. What was answered is kept in the references topic, for other
 * replicas and for later. Nothing is requested before that topic has been read; nobody waits until
 * it is written.
 */
@NullMarked
package news.rendezvous.resolve;

import org.jspecify.annotations.NullMarked;
