/**
 * Address guard against server-side request forgery (SSRF).
 *
 * <p>A host name enters; its checked addresses leave, without special-purpose ones (IANA
 * registries), or a refusal. Nothing is connected to here: {@code fetch.http.Transport} connects to
 * the very address that was checked, so a second lookup cannot change it.
 */
@NullMarked
package news.rendezvous.ingest.fetch.guard;

import org.jspecify.annotations.NullMarked;
