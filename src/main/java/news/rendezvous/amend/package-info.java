/**
 * Published items and what is found out about them later.
 *
 * <p>Items of the view whose references lead nowhere yet enter, {@link
 * news.rendezvous.item.Amendment}s leave for the entries topic, to the one writer of the edition.
 * Nothing here ever revises an item itself, waits for an end point, or looks at an item whose
 * source another replica polls.
 */
@NullMarked
package news.rendezvous.amend;

import org.jspecify.annotations.NullMarked;
