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
 *   <li>a frame, plug-in or page of a hoster that plays something becomes a link to it, a formula
 *       its TeX, {@code section} and its like a {@code div};
 *   <li>script, style, templates and controls leave with all that is in them; any other element
 *       leaves alone and its text stays, that of SVG too;
 *   <li>names, classes and styles leave: they belong to the page that the text was taken from;
 *   <li>addresses are absolute and of http or https, in links also {@code mailto:}; a picture that
 *       is loaded late gets the address that it is loaded from, one with several sizes the largest;
 *   <li>a picture without an address that can be loaded leaves its alternative text in its place;
 *   <li>a picture of one pixel stays, as the publisher's, but is neither lead picture nor change.
 * </ul>
 *
 * <p>Cleaning what is clean changes nothing: a browser reads it as the tree that was cleaned.
 *
 * <p>Near duplicates are found by a {@link news.rendezvous.item.Sketch} of 140 bytes, made in 7 µs
 * and compared in 0.1 µs. Its shingles are three words, or five characters where a script puts no
 * spaces between words:
 *
 * <ul>
 *   <li>the least shingle of each of 64 bins (MinHash by one permutation) gives the Jaccard index,
 *       and with both lengths how much of the shorter text the longer one holds, so that a cut tail
 *       and added boilerplate cost little. A brief has hardly more shingles than there are bins,
 *       and is compared almost exactly;
 *   <li>stories are looked up by the least of longer shingles in each of 8 bins. With 4 bins one in
 *       seventy near duplicates was not looked up, with 8 one in several thousand;
 *   <li>bulletins of weather, markets, sports, courts share nine words in ten and are other
 *       stories: by wording alone, from half to nearly all of each kind pass. So the numbers have
 *       to agree, but for one in seven that may have been edited, and the names but for one in
 *       nine, or one in five where two numbers agree;
 *   <li>names are words with a capital within a sentence. Scripts without capitals do not tell
 *       them, so there a brief text with few numbers has to hold nearly all of the other;
 *   <li>a brief has hardly more shingles than three edits break. Where its samples leave it in
 *       doubt, the dedup stage aligns the two texts ({@link news.rendezvous.item.TextAlignment}):
 *       edits stand alone between runs that both share. That took briefs with edits from 0.88 to
 *       0.96, and all kinds from 0.954 to 0.981, at a precision of 0.9997;
 *   <li>sentences that three entries of a document share ({@link Boilerplate}) are not sampled: of
 *       a brief text they would be most of it.
 * </ul>
 *
 * <p>What else was tried: SimHash of 64 bits finds 0.95 of the same near duplicates only at a
 * distance of 15 bits, at which 0.58 of all others pass, and no banded look-up reaches that far;
 * the samples without the facts find all, and pass 0.8 of the bulletins. The figures of what was
 * chosen are in the README of the benchmarks.
 */
@NullMarked
package news.rendezvous.normalize;

import org.jspecify.annotations.NullMarked;

