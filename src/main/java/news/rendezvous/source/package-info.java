/**
 * Registry of sources: their definitions in a compacted topic.
 *
 * <p>Configuration and admin commands enter; {@link news.rendezvous.source.Source}s leave. Every
 * replica reads the whole topic. Nothing here fetches a source or knows its poll state.
 */
@NullMarked
package news.rendezvous.source;

import org.jspecify.annotations.NullMarked;
