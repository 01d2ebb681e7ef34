/**
 * Address guard against server-side request forgery: names are resolved here, and special-purpose
 * addresses refused (IANA registries).
 *
 * <p>The address that was checked is the one that is connected to.
 */
@NullMarked
package news.rendezvous.ingest.fetch.guard;

import org.jspecify.annotations.NullMarked;
