/**
 * Normalisation: parsed entries become records.
 *
 * <p>A document of {@link news.rendezvous.ingest.parse.entry.ParsedEntry}s enters. Each entry is
 * identified first ({@code DocumentNormalizer.identify}): addresses, guid, the facts that it is
 * recognised by. With its permalink the resolver finds the targets of its references. Then it is
 * composed ({@code DocumentNormalizer.compose}) with its body and these targets, and an {@link
 * news.rendezvous.item.Entry} leaves: clean, absolute, dated, fingerprinted. Nothing active ever
 * leaves, in any field, and nothing here makes a request.
 */
@NullMarked
package news.rendezvous.ingest.normalize;

import org.jspecify.annotations.NullMarked;
