/**
 * Parser of feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, CDF and JSON Feed.
 *
 * <p>Input is a {@link news.rendezvous.ingest.fetch.Document}, output a {@link
 * news.rendezvous.ingest.parse.entry.ParsedDocument}: a feed with its {@link
 * news.rendezvous.ingest.parse.entry.ParsedEntry entries}, plain text, or a rejection with its
 * reason.
 *
 * <ul>
 *   <li>Charset: byte order mark, UTF-8, declarations, then Mozilla's detector for texts in a
 *       script other than Latin; a stray byte in UTF-8 is read as windows-1252.
 *   <li>XML: document types are removed and illegal characters replaced before Woodstox reads the
 *       document under limits. A malformed document is repaired by jsoup's XML parser.
 *   <li>Feed: readers of this project in place of ROME, which rejected feeds with an unexpected
 *       date or length, knows neither xml:base nor half of the extensions, and took two to three
 *       times as long.
 * </ul>
 *
 * <p>The parser makes no request, sanitizes no markup and does not decide which entries are new.
 */
@NullMarked
package news.rendezvous.ingest.parse;

import org.jspecify.annotations.NullMarked;
