/**
 * Which sources there are.
 *
 * <p>Configuration, admin commands and OPML enter; {@link news.rendezvous.source.Source}s leave,
 * kept in a compacted topic that every replica reads whole. Nothing here ever fetches a source or
 * knows how it fares.
 */
@NullMarked
package news.rendezvous.source;

import org.jspecify.annotations.NullMarked;
