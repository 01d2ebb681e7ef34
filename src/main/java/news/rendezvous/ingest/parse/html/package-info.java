/**
 * A bounded HTML parse: tag soup in, a tree of limited depth and size out.
 *
 * <p>No document makes it take more than linear time, or overflow the stack.
 */
@NullMarked
package news.rendezvous.ingest.parse.html;

import org.jspecify.annotations.NullMarked;
