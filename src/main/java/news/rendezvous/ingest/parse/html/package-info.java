/**
 * Preparation of HTML fragments for an HTML parser.
 *
 * <p>A fragment as in a feed enters; one with text that resembles markup escaped, and with limited
 * depth and number of tags, leaves. The time is linear in the length of any input, and nothing is
 * sanitised here.
 */
@NullMarked
package news.rendezvous.ingest.parse.html;

import org.jspecify.annotations.NullMarked;
