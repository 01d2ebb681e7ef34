/**
 * The syndication formats: RSS 2.0, Atom 1.0 and JSON Feed 1.1.
 *
 * <p>A feed document enters; its bytes in a format and its entity tag leave. Nothing here depends
 * on a request, and output is well-formed for any item.
 */
@NullMarked
package news.rendezvous.serve.format;

import org.jspecify.annotations.NullMarked;
