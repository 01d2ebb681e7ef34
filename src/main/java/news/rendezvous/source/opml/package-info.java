/**
 * Subscription lists in OPML, read and written by ROME.
 *
 * <p>A tree of outlines enters and a flat list of {@link news.rendezvous.source.opml.OpmlOutline}s
 * leaves, or the other way round. Nothing here parses XML that came from outside ({@code
 * admin.OpmlDocument} does, with the parser of feeds), adds a source, or sees credentials.
 */
@NullMarked
package news.rendezvous.source.opml;

import org.jspecify.annotations.NullMarked;
