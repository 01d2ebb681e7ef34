/**
 * The Rendezvous dialect: the marks that stories of Rendezvous News carry in their text.
 *
 * <p>A {@link news.rendezvous.ingest.parse.entry.ParsedEntry} enters; a {@link
 * news.rendezvous.ingest.dialect.EntryBody} leaves: the content without source line and reference
 * lines, its references, publisher and authors. A document of plain text enters as {@link
 * news.rendezvous.ingest.parse.entry.ParsedDocument.Text} and leaves as a feed of its stories. Text
 * and HTML are both read as lines by one reader, so that a story is the same in every format:
 *
 * <ul>
 *   <li>{@code SourceLine}, {@code ReferenceLine} and {@code Byline} are the grammar: each parses
 *       one line;
 *   <li>{@code BodyReader} applies it to the lines of a body, which {@code TextBody} and {@code
 *       HtmlBody} split;
 *   <li>{@code ReferenceCollector} collects the references with the URLs of their end points.
 * </ul>
 *
 * <p>A reference within a sentence stays in the markup as a link to the absolute URL of its end
 * point; where a reference line was removed, a {@code ReferencePlace} stays in the tree. {@link
 * news.rendezvous.item.Story} replaces both by the targets of the reference, on publication and
 * later. Nothing here makes a request or sanitises markup.
 */
@NullMarked
package news.rendezvous.ingest.dialect;

import org.jspecify.annotations.NullMarked;
