/**
 * Decides whether an entry and a stored story are one. {@code StoryMatcher} applies these rules in
 * this order:
 *
 * <ol>
 *   <li>aliases, in the order of the entry: guid, URL, content hash. Each is checked, since an
 *       alias alone is no proof;
 *   <li>within one source: {@code SameSource} compares guid, permalink, enclosure, date and text;
 *   <li>across sources: an alias other than the content hash counts only where title or text are
 *       similar ({@code ContentSimilarity}), so that a copied guid or URL neither takes a story
 *       over nor suppresses one. A carrier that repeats the text that it carried before stays with
 *       its story, and a new enclosure under the programme's one link is another episode;
 *   <li>near duplicates of other sources, by the sketch of the text; {@code NearDuplicates} rejects
 *       boilerplate and digests.
 * </ol>
 *
 * <p>{@code Origin} ranks the sources of one story. Several stories may share an alias; an entry is
 * compared with each of them. This package reads the store and never changes it.
 */
@NullMarked
package news.rendezvous.dedup.match;

import org.jspecify.annotations.NullMarked;
