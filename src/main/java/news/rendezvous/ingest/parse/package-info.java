/**
 * Parser of feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF and JSON Feed.
 *
 * <p>A {@link news.rendezvous.ingest.fetch.Document} enters, a {@link
 * news.rendezvous.ingest.parse.entry.ParsedDocument} leaves: a feed with its {@link
 * news.rendezvous.ingest.parse.entry.ParsedEntry entries}, plain text, or an outcome with the
 * reason why it is no feed.
 *
 * <ul>
 *   <li>Charset: byte order mark, UTF-8, declarations, then Mozilla's detector for texts in another
 *       script than Latin; a stray byte in UTF-8 is read as windows-1252.
 *   <li>XML: document types are removed and characters made legal before Woodstox reads the
 *       document under limits. What is not well formed is repaired by jsoup's XML parser.
 *   <li>Feed: an own reader and not ROME, which gave up on feeds with an unexpected date or length,
 *       knows neither xml:base nor half of the extensions, and took two to three times as long.
 * </ul>
 *
 * <p>Never makes a request, sanitizes markup or decides which entries are new.
 */
@NullMarked
package news.rendezvous.ingest.parse;

import org.jspecify.annotations.NullMarked;
