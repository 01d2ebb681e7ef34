/**
 * Tolerant XML parser: scrubbing, repair and a small tree.
 *
 * <p>Decoded text enters; the tree of its elements leaves, or the reason of a refusal. No external
 * entity is resolved, no DTD is loaded, and nesting is limited.
 */
@NullMarked
package news.rendezvous.ingest.parse.xml;

import org.jspecify.annotations.NullMarked;
