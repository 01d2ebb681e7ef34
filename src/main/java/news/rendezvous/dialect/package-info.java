/**
 * The Rendezvous dialect: the marks that stories of Rendezvous News carry in their text.
 *
 * <p>A {@link news.rendezvous.parse.ParsedEntry} enters; a {@link news.rendezvous.dialect.Body}
 * leaves: the content without source line and reference lines, its references, publisher and
 * authors. A document of plain text enters as {@link news.rendezvous.parse.Parsed.Text} and leaves
 * as a feed of its stories. Text and HTML are both read as lines by one reader, so that a story
 * comes out the same in every carrier:
 *
 * <ul>
 *   <li>{@code SourceLine}, {@code ReferenceLine} and {@code Byline} are the grammar: a line in,
 *       what it says out;
 *   <li>{@code BodyReader} applies it to the lines of a body, which {@code TextBody} and {@code
 *       HtmlBody} cut;
 *   <li>{@code References} collects the references, with the addresses at which to ask.
 * </ul>
 *
 * <p>A reference within a sentence stays in the markup as a link to the absolute address at which
 * it is asked for; where a reference line was taken out, a {@code ReferencePlace} stays in the
 * tree. Both are replaced by what the reference resolves to in {@link news.rendezvous.item.Story},
 * on publication and later. Nothing here makes a request or cleans markup.
 */
@NullMarked
package news.rendezvous.dialect;

import org.jspecify.annotations.NullMarked;

