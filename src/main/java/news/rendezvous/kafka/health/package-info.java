/**
 * Background tasks and their health: each reports its state, since when and why.
 *
 * <p>A task never ends silently: it is restarted with backoff, or reported as stopped or dead.
 */
@NullMarked
package news.rendezvous.kafka.health;

import org.jspecify.annotations.NullMarked;
