/**
 * The web page.
 *
 * <p>A {@code Listing} of the stream enters, or a story, or how the sources fare; HTML for people
 * leaves, whole without a script, and a script that keeps it new. Nothing here ever trusts what a
 * source wrote: texts are escaped, content is cleaned once more, and the policy of the page lets
 * nothing run that does not come from here.
 */
@NullMarked
package news.rendezvous.page;

import org.jspecify.annotations.NullMarked;
