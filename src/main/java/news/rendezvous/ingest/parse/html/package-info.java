/**
 * Preparation of HTML fragments for an HTML parser: text that resembles markup is escaped, depth
 * and number of tags are limited.
 *
 * <p>Both take linear time for any input.
 */
@NullMarked
package news.rendezvous.ingest.parse.html;

import org.jspecify.annotations.NullMarked;
