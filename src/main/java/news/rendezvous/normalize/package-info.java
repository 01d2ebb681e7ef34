/**
 * Entries made fit to be shown.
 *
 * <p>A {@link news.rendezvous.parse.ParsedEntry}, its body and its resolved references enter; an
 * {@link news.rendezvous.item.Entry} leaves: clean, absolute, dated, fingerprinted. Nothing active
 * ever leaves, in any field, and nothing here makes a request.
 *
 * <p>What HTML may hold is listed in {@code SafeHtml}, and nothing else is written:
 *
 * <ul>
 *   <li>flow text, headings, lists, tables, ruby, figures, {@code details}, pictures, sound and
 *       video stay, with the attributes that give them meaning, size, direction and language;
 *   <li>script, style, frames, plug-ins, templates and controls leave with all that is in them; any
 *       other element leaves alone and its text stays, that of SVG and MathML too;
 *   <li>names, classes and styles leave: they belong to the page that the text was taken from;
 *   <li>addresses are absolute and of http or https, in links also {@code mailto:}; a picture that
 *       is loaded late gets the address that it is loaded from, one with several sizes the first;
 *   <li>a picture without an address that can be loaded leaves its alternative text in its place;
 *   <li>a picture of one pixel stays, as the publisher's, but is neither lead picture nor change.
 * </ul>
 *
 * <p>Cleaning what is clean changes nothing: a browser reads it as the tree that was cleaned.
 */
@NullMarked
package news.rendezvous.normalize;

import org.jspecify.annotations.NullMarked;
