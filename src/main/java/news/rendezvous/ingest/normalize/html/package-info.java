/**
 * Sanitised HTML and plain text of entries.
 *
 * <p>A tree of HTML enters, or a text; content leaves: markup that does nothing and is no longer
 * than configured, the text that a reader sees, the URLs that it links to or shows. {@code
 * SafeHtml} lists all that HTML may hold, and nothing else is written:
 *
 * <ul>
 *   <li>flow text, headings, lists, tables, ruby, figures, {@code details}, pictures, sound and
 *       video are kept, with the attributes for meaning, size, direction and language;
 *   <li>a frame, plug-in or page of a video platform becomes a link to it, a formula its TeX,
 *       {@code section} and its like a {@code div};
 *   <li>script, style, templates and controls are removed with their content; any other element is
 *       removed and its text kept, that of SVG too;
 *   <li>names, classes and styles are removed, since they belong to the page that the text comes
 *       from;
 *   <li>URLs are absolute and of http or https, in links also {@code mailto:}; a picture that is
 *       loaded late gets the URL that it is loaded from, one with several sizes the largest;
 *   <li>a picture without a URL that can be loaded is replaced by its alternative text;
 *   <li>a picture of one pixel is kept, but is no lead picture and no part of the fingerprint.
 * </ul>
 *
 * <p>Sanitising is idempotent: a browser parses the result as the tree that was written.
 */
@NullMarked
package news.rendezvous.ingest.normalize.html;

import org.jspecify.annotations.NullMarked;
